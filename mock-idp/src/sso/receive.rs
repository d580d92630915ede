//! From a query or form to the octets of a SAML message, bounded at every step.

use std::io::Read;

use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use flate2::read::DeflateDecoder;
use thiserror::Error;

use crate::journal::Binding;

/// What a message may weigh once inflated.
pub const MESSAGE_LIMIT: usize = 1024 * 1024;

/// Some SPs leave the padding out; nothing else is tolerated.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The parameters of one SAML message as they arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// How it came.
    pub binding: Binding,
    /// `SAMLRequest` exactly as it stood in the query (percent-encoded) or, decoded, in the form.
    pub raw: String,
    /// `RelayState`, decoded.
    pub relay_state: Option<String>,
    /// Signature of the redirect binding.
    pub query_signature: Option<QuerySignature>,
    encoded: String,
}

/// `SigAlg` and `Signature` of a query (SAML bindings 3.4.4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuerySignature {
    /// The octets that are signed: the parameters as they were percent-encoded, in the binding's order.
    pub signed: String,
    /// `SigAlg`, decoded.
    pub algorithm: String,
    /// `Signature`, decoded down to octets.
    pub value: Vec<u8>,
}

/// Parameters that carry no message.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum ReceiveError {
    #[error("the parameter `{0}` occurs more than once")]
    Repeated(&'static str),
    #[error("there is no SAMLRequest")]
    NoMessage,
    #[error("SAMLEncoding `{0}` is not supported")]
    Encoding(String),
    #[error("`{0}` is not base64")]
    Base64(&'static str),
    #[error("the SAMLRequest is not deflated, or cut off")]
    Deflate,
    #[error("the SAMLRequest is larger than {MESSAGE_LIMIT} bytes")]
    TooLarge,
    #[error("`Signature` and `SigAlg` must come together")]
    HalfSignature,
}

/// The parameters of a query or form body, as written.
struct Parameters<'a>(&'a str);

impl<'a> Parameters<'a> {
    /// The only parameter called `name`, still encoded.
    fn raw(&self, name: &'static str) -> Result<Option<&'a str>, ReceiveError> {
        let pairs = self.0.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let mut values = pairs.filter(|(key, _)| *key == name).map(|(_, value)| value);
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            _ => Err(ReceiveError::Repeated(name)),
        }
    }

    fn decoded(&self, name: &'static str) -> Result<Option<String>, ReceiveError> {
        Ok(self.raw(name)?.map(decode_parameter))
    }
}

/// The value of one `application/x-www-form-urlencoded` parameter.
fn decode_parameter(raw: &str) -> String {
    let pair = format!("v={raw}");
    url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// Whether `query` has the parameter `name`.
pub fn has_parameter(query: &str, name: &str) -> bool {
    query.split('&').any(|pair| pair.split('=').next() == Some(name))
}

/// The parameter `name` of `query`, decoded; absent also when it occurs twice.
pub fn parameter(query: &str, name: &'static str) -> Option<String> {
    Parameters(query).decoded(name).ok().flatten()
}

impl Received {
    /// Reads the query of the HTTP-Redirect binding (SAML bindings 3.4.4).
    pub fn from_query(query: &str) -> Result<Self, ReceiveError> {
        let parameters = Parameters(query);
        let raw = parameters.raw("SAMLRequest")?.ok_or(ReceiveError::NoMessage)?;
        if let Some(encoding) = parameters.decoded("SAMLEncoding")?
            && encoding != "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE"
        {
            return Err(ReceiveError::Encoding(encoding));
        }
        let relay_state = parameters.raw("RelayState")?;
        let query_signature = match (parameters.raw("SigAlg")?, parameters.raw("Signature")?) {
            (Some(algorithm), Some(signature)) => {
                let relay_state = relay_state.map(|raw| format!("&RelayState={raw}")).unwrap_or_default();
                Some(QuerySignature {
                    signed: format!("SAMLRequest={raw}{relay_state}&SigAlg={algorithm}"),
                    algorithm: decode_parameter(algorithm),
                    value: decode_base64("Signature", &decode_parameter(signature))?,
                })
            }
            (None, None) => None,
            _ => return Err(ReceiveError::HalfSignature),
        };
        Ok(Self {
            binding: Binding::Redirect,
            raw: raw.to_owned(),
            relay_state: relay_state.map(decode_parameter),
            query_signature,
            encoded: decode_parameter(raw),
        })
    }

    /// Reads the form body of the HTTP-POST binding (SAML bindings 3.5.4).
    pub fn from_form(body: &str) -> Result<Self, ReceiveError> {
        let parameters = Parameters(body);
        let encoded = parameters.decoded("SAMLRequest")?.ok_or(ReceiveError::NoMessage)?;
        let relay_state = parameters.decoded("RelayState")?;
        Ok(Self { binding: Binding::Post, raw: encoded.clone(), relay_state, query_signature: None, encoded })
    }

    /// The message's octets: base64 undone and, for the redirect binding, inflated.
    pub fn message(&self) -> Result<Vec<u8>, ReceiveError> {
        let octets = decode_base64("SAMLRequest", &self.encoded)?;
        match self.binding {
            Binding::Redirect => inflate(&octets),
            Binding::Post if octets.len() > MESSAGE_LIMIT => Err(ReceiveError::TooLarge),
            Binding::Post => Ok(octets),
        }
    }
}

/// Undoes raw DEFLATE (RFC 1951), reading no further than the limit.
fn inflate(octets: &[u8]) -> Result<Vec<u8>, ReceiveError> {
    let mut message = Vec::new();
    let limit = u64::try_from(MESSAGE_LIMIT).unwrap_or(u64::MAX);
    DeflateDecoder::new(octets).take(limit + 1).read_to_end(&mut message).map_err(|_| ReceiveError::Deflate)?;
    if message.len() > MESSAGE_LIMIT {
        return Err(ReceiveError::TooLarge);
    }
    if message.is_empty() {
        return Err(ReceiveError::Deflate);
    }
    Ok(message)
}

/// Line breaks inside are what RFC 2045 allows and forms carry.
fn decode_base64(name: &'static str, text: &str) -> Result<Vec<u8>, ReceiveError> {
    let text: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    BASE64.decode(text).map_err(|_| ReceiveError::Base64(name))
}
