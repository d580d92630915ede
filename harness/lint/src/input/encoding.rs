//! From bytes to text.

use serde::Serialize;
use strum::Display;

use crate::finding::Span;

/// How the bytes of a text are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Display)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8.
    #[strum(serialize = "UTF-8")]
    Utf8,
    /// UTF-8 with a byte order mark.
    #[strum(serialize = "UTF-8 with a byte order mark")]
    Utf8Mark,
    /// UTF-16, either order.
    #[strum(serialize = "UTF-16")]
    Utf16,
    /// What the XML declaration names and UTF-8 is not.
    #[strum(serialize = "the declared encoding")]
    Declared,
}

/// What is wrong with the encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncodingFault {
    /// Bytes that are no UTF-8, replaced by U+FFFD; where the first is in the decoded text.
    Invalid(Span),
    /// The declaration names an encoding that the text is not in: the name, and its place.
    Declared(String, Span),
}

pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) encoding: Encoding,
    pub(super) fault: Option<EncodingFault>,
}

/// Decodes by byte order mark, by the zero bytes of UTF-16, by the declaration, as UTF-8: in this order.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let utf16 = |bytes: &[u8], encoding: &'static encoding_rs::Encoding| {
        let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
        let fault = declared(&text).filter(|(name, _)| !name.to_ascii_lowercase().starts_with("utf-16"));
        Decoded { text, encoding: Encoding::Utf16, fault: fault.map(|(name, at)| EncodingFault::Declared(name, at)) }
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => return utf16(rest, encoding_rs::UTF_16LE),
        [0xfe, 0xff, rest @ ..] => return utf16(rest, encoding_rs::UTF_16BE),
        [b'<', 0, second, 0, ..] if *second != 0 => return utf16(bytes, encoding_rs::UTF_16LE),
        [0, b'<', 0, second, ..] if *second != 0 => return utf16(bytes, encoding_rs::UTF_16BE),
        _ => {}
    }
    let (rest, encoding) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (rest, Encoding::Utf8Mark),
        _ => (bytes, Encoding::Utf8),
    };
    match std::str::from_utf8(rest) {
        Ok(text) => {
            let wrong = declared(text).filter(|(name, _)| {
                let name = name.to_ascii_lowercase();
                let fits = name == "utf-8" || name == "utf8" || (text.is_ascii() && !name.starts_with("utf-16"));
                !fits
            });
            let fault = wrong.map(|(name, at)| EncodingFault::Declared(name, at));
            Decoded { text: text.to_owned(), encoding, fault }
        }
        Err(error) => {
            let head = String::from_utf8_lossy(&rest[..error.valid_up_to()]).into_owned();
            let named = declared(&head).and_then(|(name, _)| encoding_rs::Encoding::for_label(name.as_bytes()));
            if let Some(named) = named.filter(|named| *named != encoding_rs::UTF_8) {
                let text = named.decode_without_bom_handling(rest).0.into_owned();
                return Decoded { text, encoding: Encoding::Declared, fault: None };
            }
            let text = String::from_utf8_lossy(rest).into_owned();
            let at = error.valid_up_to();
            Decoded { text, encoding, fault: Some(EncodingFault::Invalid(Span::new(at, at + '\u{fffd}'.len_utf8()))) }
        }
    }
}

/// What the XML declaration names, and where.
fn declared(text: &str) -> Option<(String, Span)> {
    let start = text.find("<?xml ")?;
    let behind = crate::lines::floor(text, start + 200);
    let declaration = text[start..behind].split("?>").next()?;
    let at = declaration.find("encoding")? + "encoding".len();
    let quote = at + declaration[at..].find(['"', '\''])?;
    let mark = declaration[quote..].chars().next()?;
    let name = declaration[quote + 1..].split(mark).next()?;
    let from = start + quote + 1;
    Some((name.trim().to_owned(), Span::new(from, from + name.len())))
}
