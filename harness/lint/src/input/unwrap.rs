//! A message on its way is wrapped: in a URL or a form, percent-encoded, base64, deflated.

use std::io::Read;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use flate2::read::DeflateDecoder;
use serde::Serialize;
use strum::Display;

/// What was taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Display)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// A field of a URL or a form.
    #[strum(serialize = "field of a URL or form")]
    Field,
    /// The encoding of a mail.
    #[strum(serialize = "quoted-printable")]
    QuotedPrintable,
    /// Percent-encoding.
    #[strum(serialize = "URL-encoded")]
    Percent,
    /// Base64.
    #[strum(serialize = "base64")]
    Base64,
    /// Raw deflate, as the HTTP-Redirect binding has it (SAML bindings 3.4.4.1).
    #[strum(serialize = "deflated")]
    Deflate,
}

/// What was wrong with the wrapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrapFault {
    /// It inflates to more than is read.
    Bomb,
    /// It is base64, but ends in the middle.
    Cut,
}

/// The largest message that is inflated.
pub(crate) const MOST_INFLATED: u64 = 8 << 20;

#[derive(Default)]
pub(super) struct Unwrapped {
    pub(super) layers: Vec<Layer>,
    pub(super) fields: Vec<(String, String)>,
    pub(super) fault: Option<WrapFault>,
    pub(super) bytes: Option<Vec<u8>>,
}

/// Reads base64 with or without padding, and whatever its last bits are.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let engine = GeneralPurpose::new(&alphabet::STANDARD, CONFIG);
    engine.decode(&text).or_else(|_| GeneralPurpose::new(&alphabet::URL_SAFE, CONFIG).decode(&text)).ok()
}

/// A message in the hidden field of a page, which is how HTTP-POST carries it.
pub(super) fn holds_message(page: &str) -> bool {
    labelled(page).is_some_and(|value| value.len() > 200)
}

/// Takes the wrapping off. Without any, `bytes` is absent.
pub(super) fn unwrap(text: &str) -> Unwrapped {
    let mut unwrapped = Unwrapped::default();
    let mut value = text.trim().trim_matches('"').to_owned();
    if let Some(fields) = fields(&value) {
        let named = |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        if let Some(message) = named("SAMLResponse").or_else(|| named("SAMLRequest")) {
            unwrapped.layers.push(Layer::Field);
            unwrapped.fields = fields;
            value = message;
        }
    }
    if unwrapped.layers.is_empty()
        && let Some(labelled) = labelled(&value)
    {
        unwrapped.layers.push(Layer::Field);
        value = labelled;
    }
    if value.contains('%') && !value.contains(char::is_whitespace) {
        let decoded = percent_encoding::percent_decode_str(&value).decode_utf8_lossy().into_owned();
        if decoded != value {
            unwrapped.layers.push(Layer::Percent);
            value = decoded;
        }
    }
    if super::kind::looks_like_xml(&value) {
        unwrapped.bytes = (!unwrapped.layers.is_empty()).then(|| value.into_bytes());
        return unwrapped;
    }
    // A `+` that a URL decoder took for a blank.
    let value = if unwrapped.layers.contains(&Layer::Field) { value.replace(' ', "+") } else { value };
    let letters: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    if letters.len() < 16 || !letters.is_ascii() {
        return unwrapped;
    }
    let cut = letters.trim_end_matches('=').len() % 4 == 1;
    let whole = if cut { &letters[..letters.trim_end_matches('=').len() - 1] } else { letters.as_str() };
    let Some(decoded) = base64(whole) else { return unwrapped };
    if cut {
        unwrapped.fault = Some(WrapFault::Cut);
    }
    let is_message = |bytes: &[u8]| {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2000)]).into_owned();
        super::kind::looks_like_xml(&head) || head.contains("-----BEGIN ") || head.starts_with("<\0")
    };
    if is_message(&decoded) || super::kind::binary(&decoded).is_some_and(|kind| kind != super::Kind::Binary) {
        unwrapped.layers.push(Layer::Base64);
        unwrapped.bytes = Some(decoded);
        return unwrapped;
    }
    let mut inflated = Vec::new();
    // What was inflated before an error is kept: a message that was cut off is still a message.
    let _ = DeflateDecoder::new(decoded.as_slice()).take(MOST_INFLATED + 1).read_to_end(&mut inflated);
    if inflated.len() as u64 > MOST_INFLATED {
        unwrapped.fault = Some(WrapFault::Bomb);
        unwrapped.layers.extend([Layer::Base64, Layer::Deflate]);
        unwrapped.bytes = Some(Vec::new());
    } else if is_message(&inflated) {
        unwrapped.layers.extend([Layer::Base64, Layer::Deflate]);
        unwrapped.bytes = Some(inflated);
    }
    unwrapped
}

/// The fields of a URL's query or of a form's body.
fn fields(text: &str) -> Option<Vec<(String, String)>> {
    let query = text.split_once('?').map_or(text, |(_, query)| query);
    let is_form = ["SAMLRequest=", "SAMLResponse="].iter().any(|name| query.contains(name));
    if !is_form || query.contains('\n') {
        return None;
    }
    let query = query.split('#').next().unwrap_or(query);
    Some(url::form_urlencoded::parse(query.as_bytes()).map(|(name, value)| (name.into(), value.into())).collect())
}

/// The value behind the name of a field, as browsers' tools, logs and pages show it: `SAMLResponse: PHNh...`, or the hidden
/// field of a form.
fn labelled(text: &str) -> Option<String> {
    let at = ["SAMLResponse", "SAMLRequest"].iter().find_map(|name| Some(text.find(name)? + name.len()))?;
    let rest = &text[at..];
    let value = rest.find("value=").filter(|at| *at < 40).map_or(rest, |at| &rest[at + "value=".len()..]);
    let value = value.trim_start_matches([':', '=', '"', '\'', ' ', '\t', '\r', '\n', '>']);
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '%' | '-' | '_' | '\r' | '\n');
    let end = value.find(|c| !part(c)).unwrap_or(value.len());
    (end >= 16).then(|| value[..end].trim().to_owned())
}
