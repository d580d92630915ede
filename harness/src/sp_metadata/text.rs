//! From the octets of a metadata file to its text, and from there to a tree.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use roxmltree::{Document, ParsingOptions};

/// Nodes that a document may have; what an SP emits has some dozens, a federation's file some thousands.
const NODES: u32 = 1_000_000;

/// The text of an XML document, as RFC 7303 section 3 and XML 1.0 appendix F find out its encoding: a byte order mark, the
/// first characters of UTF-16, the `charset` of the Content-Type, the XML declaration; else UTF-8. A byte order mark is taken away.
pub fn decode(octets: &[u8], content_type: Option<&str>) -> String {
    let (encoding, mark) = Encoding::for_bom(octets).unwrap_or_else(|| {
        // Servers say `charset=utf-8` of any file, and what is UTF-16 cannot be anything else.
        let named = without_mark(octets).or_else(|| content_type.and_then(charset)).or_else(|| declared(octets));
        (named.unwrap_or(UTF_8), 0)
    });
    encoding.decode_without_bom_handling(&octets[mark..]).0.into_owned()
}

/// `charset` of a Content-Type.
fn charset(content_type: &str) -> Option<&'static Encoding> {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let charset = parameters.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charset.and_then(|(_, value)| Encoding::for_label(value.trim().trim_matches('"').as_bytes()))
}

/// UTF-16 shows in the first two characters, of which one is `<` or white space.
fn without_mark(octets: &[u8]) -> Option<&'static Encoding> {
    match octets {
        [0, second, ..] if *second != 0 => Some(UTF_16BE),
        [first, 0, ..] if *first != 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// What the XML declaration says. A declaration that can be read octet by octet is not in UTF-16, whatever it says.
fn declared(octets: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&octets[..octets.len().min(256)]).into_owned();
    let declaration = start.trim_start().strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let after = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let encoding = Encoding::for_label(after[1..].split(quote).next()?.as_bytes())?;
    (encoding != UTF_16BE && encoding != UTF_16LE).then_some(encoding)
}

/// Parses metadata as consumers do in practice: white space and a byte order mark before the XML declaration are passed
/// over, and a DTD is let through (its entities are expanded within roxmltree's bounds).
pub fn parse(text: &str) -> Result<Document<'_>, String> {
    if text.is_empty() {
        return Err("it could not be decoded".to_owned());
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text.trim_start_matches(is_before_the_document), options)
        .map_err(|error| error.to_string())
}

fn is_before_the_document(character: char) -> bool {
    matches!(character, '\u{feff}' | ' ' | '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const XML: &str = "<?xml version='1.0' encoding='UTF-16'?><a b='ä'/>";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let octets = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(octets).collect()
    }

    #[rstest]
    #[case::plain(XML.as_bytes().to_vec(), None)]
    #[case::with_mark(format!("\u{feff}{XML}").into_bytes(), None)]
    #[case::utf_16_be(utf16(XML, true), None)]
    #[case::utf_16_le(utf16(XML, false), Some("application/xml; charset=UTF-8"))]
    #[case::utf_16_with_mark(utf16(&format!("\u{feff}{XML}"), false), Some("text/xml; charset=utf-8"))]
    #[case::by_content_type(encoding_rs::WINDOWS_1252.encode(XML).0.into_owned(), Some("text/xml; x=y; Charset=\"ISO-8859-1\""))]
    fn every_encoding_gives_the_text(#[case] octets: Vec<u8>, #[case] content_type: Option<&str>) {
        assert_eq!(decode(&octets, content_type), XML);
    }

    #[test]
    fn the_declaration_names_the_encoding() {
        let xml = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a b='ä'/>";
        assert_eq!(decode(&encoding_rs::WINDOWS_1252.encode(xml).0, None), xml);
    }

    #[test]
    fn what_stands_before_the_declaration_is_passed_over() {
        for before in ["", "\u{feff}", "\n  ", "\u{feff}\r\n"] {
            let text = format!("{before}<?xml version=\"1.0\"?><a/>");
            assert_eq!(parse(&text).unwrap().root_element().tag_name().name(), "a");
        }
        assert!(parse("").is_err() && parse("<a>").is_err());
    }
}
