//! From octets to the text of the form field.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// How octets become the SAMLResponse field. Without any `encode` step: base64 on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoding {}

impl Encoding {
    /// The field that carries `octets`.
    pub fn encode(&self, octets: &[u8]) -> String {
        STANDARD.encode(octets)
    }
}
