//! SAML messages as they went over the wire.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use mock_idp::journal::{Binding, Direction};
use serde::{Deserialize, Serialize, Serializer};

/// A SAML message on the wire, from the mock IdP's journal.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Stored<'static>")]
pub struct Message {
    /// To (`in`) or from (`out`) the IdP.
    pub direction: Direction,
    /// HTTP-Redirect or HTTP-POST.
    pub binding: Binding,
    /// Where it was received (with its whole query), or sent to.
    pub url: String,
    /// When, by the machine's clock.
    pub at: Option<Timestamp>,
    /// As on the wire.
    pub raw: String,
    /// Decoded.
    pub xml: String,
    /// RelayState along with it.
    pub relay_state: Option<String>,
}

impl Message {
    /// Whether what went over the wire is the Base64 form of the XML and nothing else, as HTTP-POST sends it (SAML
    /// Bindings, 3.5.4).
    pub fn is_encoded_xml(&self) -> bool {
        // Piece by piece, so that a message of megabytes is not held once more: 768 bytes are 1024 letters without padding.
        let mut rest = self.raw.as_str();
        let is_same = self.xml.as_bytes().chunks(768).all(|piece| {
            let encoded = STANDARD.encode(piece);
            let next = rest.strip_prefix(&encoded);
            rest = next.unwrap_or_default();
            next.is_some()
        });
        is_same && rest.is_empty()
    }
}

/// A message as it is stored: what was on the wire is left out where it is the Base64 form of the XML. A run holds
/// thousands of messages, and each would be there twice.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    direction: Direction,
    binding: Binding,
    url: Cow<'a, str>,
    #[serde(default)]
    at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw: Option<Cow<'a, str>>,
    xml: Cow<'a, str>,
    relay_state: Option<Cow<'a, str>>,
}

impl From<Stored<'_>> for Message {
    fn from(stored: Stored<'_>) -> Self {
        let Stored { direction, binding, url, at, raw, xml, relay_state } = stored;
        let raw = raw.map_or_else(|| STANDARD.encode(xml.as_bytes()), Cow::into_owned);
        let (url, xml, relay_state) = (url.into_owned(), xml.into_owned(), relay_state.map(Cow::into_owned));
        Self { direction, binding, url, at, raw, xml, relay_state }
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stored = Stored {
            direction: self.direction,
            binding: self.binding,
            url: Cow::from(&self.url),
            at: self.at,
            raw: (!self.is_encoded_xml()).then(|| Cow::from(&self.raw)),
            xml: Cow::from(&self.xml),
            relay_state: self.relay_state.as_ref().map(Cow::from),
        };
        stored.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_on_the_wire_is_stored_where_it_cannot_be_made_again() {
        let (direction, binding, xml) = (Direction::Out, Binding::Post, "<Response/>".to_owned());
        let plain = Message {
            raw: STANDARD.encode(&xml),
            url: String::new(),
            at: None,
            relay_state: None,
            direction,
            binding,
            xml,
        };
        let long = Message { xml: "ä".repeat(1000), raw: STANDARD.encode("ä".repeat(1000)), ..plain.clone() };
        let cut = Message { raw: long.raw[..long.raw.len() - 4].to_owned(), ..long.clone() };
        let broken = Message { raw: format!("{}\n", plain.raw), ..plain.clone() };
        for (message, is_stored) in [(plain, false), (broken, true), (long, false), (cut, true)] {
            let text = serde_json::to_string(&message).unwrap();
            assert_eq!(text.contains("raw"), is_stored, "{text}");
            assert_eq!(serde_json::from_str::<Message>(&text).unwrap(), message);
        }
    }
}
