//! The HTTP-POST binding undone.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::refusal::Refusal;

/// From the form field `SAMLResponse` to the document in it (saml-bindings-2.0 3.5.4): base64, in which line
/// breaks are allowed, of UTF-8 text.
pub fn decode(field: &str) -> Result<String, Refusal> {
    let packed: String = field.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
    let bytes = STANDARD.decode(packed).map_err(|error| Refusal::new("encoding", format!("not base64: {error}")))?;
    String::from_utf8(bytes).map_err(|_| Refusal::new("encoding", "not UTF-8"))
}
