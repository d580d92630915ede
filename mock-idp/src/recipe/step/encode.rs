//! `encode`: from octets to the text of the form field.

use serde::{Deserialize, Serialize};

use super::number::Number;
use super::{Apply, Effect, Kind};
use crate::recipe::encoding::Alphabet;
use crate::recipe::{Context, Draft, Fault, Template};

/// How the octets become the SAMLResponse field (SAML bindings 3.5.4); what is absent is as without the step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Encode {
    /// Characters a line; one line when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_length: Option<Number>,
    /// What stands between lines; a line feed when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line_end: Option<Template>,
    /// Which 64 letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alphabet: Option<Alphabet>,
    /// Whether `=` fills up the last group; it does when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub padding: Option<bool>,
    /// Whether the octets are deflated first; when absent, only for the redirect binding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deflate: Option<bool>,
    /// Sent as it is, in place of all that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub literal: Option<Template>,
}

impl Apply for Encode {
    const KIND: Kind = Kind::Travel;

    fn effect(&self) -> Effect {
        Effect::Keeps
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let text = |key, template: &Option<Template>| {
            template.as_ref().map(|template| context.text(key, template)).transpose()
        };
        let encoding = &mut draft.encoding;
        encoding.line_length = self.line_length.map(Number::get);
        if let Some(end) = text("line_end", &self.line_end)? {
            encoding.line_end = end;
        }
        encoding.alphabet = self.alphabet.unwrap_or_default();
        encoding.padding = self.padding.unwrap_or(true);
        encoding.deflate = self.deflate;
        encoding.literal = text("literal", &self.literal)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    use crate::recipe::Sent;
    use crate::recipe::step::tests::tried;

    fn encoded(keys: &str) -> Sent {
        tried(&format!(r#"[{{"step": "set", "node": "NameID", "text": "ÿÿÿ>>>???"}}, {{"step": "encode"{keys}}}]"#))
            .unwrap()
    }

    #[test]
    fn the_field_is_written_as_asked() {
        let sent = encoded("");
        assert_eq!(sent.field, STANDARD.encode(&sent.xml));
        let sent = encoded(r#", "line_length": 76, "line_end": "\r\n""#);
        let lines: Vec<_> = sent.field.split("\r\n").collect();
        assert!(lines.len() > 2 && lines[..lines.len() - 1].iter().all(|line| line.len() == 76));
        assert_eq!(lines.concat(), STANDARD.encode(&sent.xml));
        let sent = encoded(r#", "alphabet": "url-safe", "padding": false"#);
        assert_eq!(sent.field, URL_SAFE_NO_PAD.encode(&sent.xml));
        assert_eq!(encoded(r#", "literal": "not {{base64""#).field, "not {base64");
    }

    #[test]
    fn a_deflated_field_inflates_to_the_message() {
        let sent = encoded(r#", "deflate": true"#);
        let mut inflated = Vec::new();
        flate2::read::DeflateDecoder::new(&STANDARD.decode(&sent.field).unwrap()[..])
            .read_to_end(&mut inflated)
            .unwrap();
        assert_eq!(inflated, sent.xml);
    }
}
