//! From what is on the wire (or what somebody copied from there) to XML.

use std::io::Read;

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use flate2::read::{DeflateDecoder, ZlibDecoder};

use crate::limit::{INFLATED_LIMIT, XML_LIMIT};

/// Padding is often lost when a value is copied, and the last letter with it.
const FORGIVING: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

/// XML, and how it was wrapped, the outermost wrapping first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unwrapped {
    pub(crate) xml: String,
    pub(crate) wrapping: Vec<&'static str>,
}

/// Takes off URL encoding, base64, deflate and escaped HTML until XML is left; none when there is none within.
pub(crate) fn unwrap(text: &str) -> Result<Option<Unwrapped>, String> {
    let mut text = text.trim().trim_start_matches('\u{feff}').to_owned();
    let mut wrapping = Vec::new();
    for _ in 0..6 {
        if text.starts_with('<') {
            return Ok(Some(Unwrapped { xml: text, wrapping }));
        }
        if text.len() > 3 * XML_LIMIT {
            return Ok(None);
        }
        if text.starts_with("&lt;") {
            text = unescaped(&text);
            wrapping.push("HTML-escaped");
        } else if has_percent_escapes(&text) {
            let Ok(decoded) = percent_encoding::percent_decode_str(&text).decode_utf8() else { return Ok(None) };
            text = decoded.trim().to_owned();
            wrapping.push("URL-encoded");
        } else if let Some(bytes) = base64(&text) {
            wrapping.push("base64");
            match String::from_utf8(bytes) {
                Ok(decoded) if is_printable(&decoded) => {
                    text = decoded.trim_start_matches('\u{feff}').trim().to_owned()
                }
                Ok(decoded) => match inflate(decoded.as_bytes())? {
                    Some(inflated) => (text, _) = (inflated, wrapping.push("deflated")),
                    None => return Ok(None),
                },
                Err(other) => match inflate(other.as_bytes())? {
                    Some(inflated) => (text, _) = (inflated, wrapping.push("deflated")),
                    None => return Ok(None),
                },
            }
        } else {
            return Ok(None);
        }
    }
    Ok(None)
}

/// Whether this is text and not what deflate makes. XML may hold control characters all the same (XML 1.0, 2.2).
fn is_printable(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('<')
        || !text.chars().take(200).any(|letter| letter.is_control() && !letter.is_whitespace())
}

fn has_percent_escapes(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| *byte == b'%') {
        if rest.len() > at + 2 && rest[at + 1].is_ascii_hexdigit() && rest[at + 2].is_ascii_hexdigit() {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

/// Base64 of either alphabet, with white space anywhere and with or without padding.
pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    let compact: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_ours = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=');
    if compact.is_empty() || !compact.bytes().all(is_ours) {
        return None;
    }
    let standard = GeneralPurpose::new(&STANDARD, FORGIVING);
    let url_safe = GeneralPurpose::new(&URL_SAFE, FORGIVING);
    // A copied value may have lost its last letter: what is left decodes all the same.
    let cut = &compact[..compact.len() - 1];
    [compact.as_str(), cut].iter().find_map(|text| standard.decode(text).or_else(|_| url_safe.decode(text)).ok())
}

/// Raw deflate (the Redirect binding) or zlib; none when it is neither.
fn inflate(bytes: &[u8]) -> Result<Option<String>, String> {
    for mut reader in [
        Box::new(DeflateDecoder::new(bytes)) as Box<dyn Read + '_>,
        Box::new(ZlibDecoder::new(bytes)) as Box<dyn Read + '_>,
    ] {
        let mut inflated = Vec::new();
        let limit = u64::try_from(INFLATED_LIMIT).unwrap_or(u64::MAX);
        // A stream that ends early still shows what it began with.
        let _ = reader.by_ref().take(limit + 1).read_to_end(&mut inflated);
        if inflated.len() > INFLATED_LIMIT {
            return Err(format!("a deflated message becomes more than {INFLATED_LIMIT} bytes; it is not read on"));
        }
        if let Ok(text) = String::from_utf8(inflated)
            && text.trim_start().starts_with('<')
        {
            return Ok(Some(text.trim().to_owned()));
        }
    }
    Ok(None)
}

/// The five entities of XML, and numbers, in place of their escapes.
pub(crate) fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&#43;", "+")
        .replace("&#x2B;", "+")
        .replace("&#61;", "=")
        .replace("&#x3D;", "=")
        .replace("&amp;", "&")
}

/// Quoted-printable, as mails have it: `=3D` and lines that end in `=`.
pub(crate) fn without_quoted_printable(text: &str) -> String {
    if !(text.contains("=3D") && (text.contains("=\n") || text.contains("=\r\n"))) {
        return text.to_owned();
    }
    let joined = text.replace("=\r\n", "").replace("=\n", "");
    let mut bytes = Vec::with_capacity(joined.len());
    let mut rest = joined.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if *first == b'=' => (rest, _) = (&after[2..], bytes.push(byte)),
            _ => (rest, _) = (after, bytes.push(*first)),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
