//! From octets to the text of the form field.

use std::io::Write;

use base64::Engine;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};

/// Which 64 letters (RFC 4648).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alphabet {
    /// With `+` and `/`.
    #[default]
    Standard,
    /// With `-` and `_`.
    UrlSafe,
}

/// How octets become the SAMLResponse field. Without any `encode` step: base64 on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// Characters a line; absent: one line.
    pub line_length: Option<usize>,
    /// What stands between lines.
    pub line_end: String,
    /// Which letters.
    pub alphabet: Alphabet,
    /// Whether `=` fills up the last group.
    pub padding: bool,
    /// Whether raw DEFLATE (RFC 1951) comes first; absent: where the binding wants it.
    pub deflate: Option<bool>,
    /// The field, whatever the octets are.
    pub literal: Option<String>,
}

impl Default for Encoding {
    fn default() -> Self {
        Self {
            line_length: None,
            line_end: "\n".to_owned(),
            alphabet: Alphabet::Standard,
            padding: true,
            deflate: None,
            literal: None,
        }
    }
}

impl Encoding {
    /// The field that carries `octets`; `deflate` is what the binding wants.
    pub fn encode(&self, octets: &[u8], deflate: bool) -> String {
        if let Some(literal) = &self.literal {
            return literal.clone();
        }
        let letters = match self.alphabet {
            Alphabet::Standard => &alphabet::STANDARD,
            Alphabet::UrlSafe => &alphabet::URL_SAFE,
        };
        let engine = GeneralPurpose::new(letters, GeneralPurposeConfig::new().with_encode_padding(self.padding));
        let deflate = self.deflate.unwrap_or(deflate);
        let text = if deflate { engine.encode(deflated(octets)) } else { engine.encode(octets) };
        match self.line_length {
            Some(length) if length > 0 => {
                // Base64 is ASCII, so every index is a boundary.
                let lines: Vec<&str> =
                    (0..text.len()).step_by(length).map(|at| &text[at..text.len().min(at + length)]).collect();
                lines.join(&self.line_end)
            }
            _ => text,
        }
    }
}

/// Raw DEFLATE, as the redirect binding has it (SAML bindings 3.4.4.1).
fn deflated(octets: &[u8]) -> Vec<u8> {
    let mut deflater = DeflateEncoder::new(Vec::new(), Compression::default());
    deflater.write_all(octets).and_then(|()| deflater.finish()).expect("writing to memory cannot fail")
}
