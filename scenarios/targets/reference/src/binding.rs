//! The HTTP-POST binding undone (saml-bindings-2.0 3.5).

use axum::http::{HeaderMap, Method};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use url::form_urlencoded;

use crate::refusal::Refusal;

/// What came to the Assertion Consumer Service.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// HTTP method.
    pub method: Method,
    /// HTTP headers.
    pub headers: HeaderMap,
    /// Query of the address, as it stands there.
    pub query: String,
    /// Body, or as much of it as this SP reads; nothing when there was more.
    pub body: Option<Vec<u8>>,
}

impl Arrival {
    /// Fields of the body, taken as a form.
    pub fn form(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(self.body.as_deref().unwrap_or_default()).into_owned().collect()
    }

    /// Fields of the query.
    pub fn query(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(self.query.as_bytes()).into_owned().collect()
    }

    fn is_form(&self) -> bool {
        let kind = self.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default();
        kind.trim().eq_ignore_ascii_case("application/x-www-form-urlencoded")
    }
}

/// The message in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The document.
    pub xml: String,
    /// RelayState.
    pub relay_state: Option<String>,
}

/// From what arrived to the message: a form by POST, each field there once, `SAMLResponse` packed as
/// [`decode`] undoes it.
pub fn take(arrival: &Arrival) -> Result<Message, Refusal> {
    if arrival.method != Method::POST {
        return Err(Refusal::new("binding", format!("a message by {}", arrival.method)));
    }
    if !arrival.is_form() {
        return Err(Refusal::new("binding", "the body is not an URL-encoded form"));
    }
    if arrival.body.is_none() {
        return Err(Refusal::new("size", "the body is larger than any response"));
    }
    let fields = arrival.form();
    let relay_state = once(&fields, "RelayState")?.map(str::to_owned);
    Ok(Message { xml: decode(required(once(&fields, "SAMLResponse")?)?)?, relay_state })
}

/// A field that must be there.
pub fn required(field: Option<&str>) -> Result<&str, Refusal> {
    field.ok_or_else(|| Refusal::new("encoding", "no field SAMLResponse"))
}

/// A field of the form, which may be there once.
pub fn once<'f>(fields: &'f [(String, String)], name: &str) -> Result<Option<&'f str>, Refusal> {
    let mut values = fields.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let value = values.next();
    if values.next().is_some() {
        return Err(Refusal::new("encoding", format!("the field {name} is there twice")));
    }
    Ok(value)
}

/// From the form field `SAMLResponse` to the document in it (saml-bindings-2.0 3.5.4): base64, in which line
/// breaks are allowed, of UTF-8 text.
pub fn decode(field: &str) -> Result<String, Refusal> {
    let packed: String = field.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
    utf8(STANDARD.decode(packed).map_err(|error| Refusal::new("encoding", format!("not base64: {error}")))?)
}

/// The text, if it is UTF-8.
pub fn utf8(octets: Vec<u8>) -> Result<String, Refusal> {
    String::from_utf8(octets).map_err(|_| Refusal::new("encoding", "not UTF-8"))
}
