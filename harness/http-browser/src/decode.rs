//! From octets to text, as a browser guesses the encoding.

use encoding_rs::{Encoding, UTF_8};

/// How far into a page a `<meta>` may declare its encoding (HTML 13.2.3.2).
const PRESCAN: usize = 1024;

/// The text of `body`: by its byte order mark, the header's charset, or a `<meta>` of the page; else UTF-8.
pub(crate) fn decode(body: &[u8], content_type: Option<&str>) -> String {
    let named = content_type.and_then(charset).or_else(|| {
        let start = body.get(..PRESCAN.min(body.len())).unwrap_or_default();
        declared(&String::from_utf8_lossy(start))
    });
    // A byte order mark goes before everything else.
    let (text, _, _) = named.unwrap_or(UTF_8).decode(body);
    text.into_owned()
}

fn charset(content_type: &str) -> Option<&'static Encoding> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        name.trim().eq_ignore_ascii_case("charset").then(|| Encoding::for_label(value.as_bytes())).flatten()
    })
}

fn declared(start: &str) -> Option<&'static Encoding> {
    let start = start.to_ascii_lowercase();
    let mut rest = start.as_str();
    while let Some((_, tag)) = rest.split_once("<meta") {
        let (tag, after) = tag.split_once('>')?;
        rest = after;
        let Some((_, value)) = tag.split_once("charset") else { continue };
        let Some(value) = value.trim_start().strip_prefix('=') else { continue };
        let value = value.trim_start().trim_start_matches(['"', '\'']);
        let label: String =
            value.chars().take_while(|c| !matches!(c, '"' | '\'' | ';' | '/') && !c.is_whitespace()).collect();
        // A page that was read this far is not UTF-16, whatever it says.
        return Encoding::for_label(label.as_bytes())
            .map(|found| if found.is_ascii_compatible() { found } else { UTF_8 });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn the_header_goes_before_the_page_and_a_mark_before_both() {
        let page = b"<meta charset='windows-1252'>\xe4";
        assert!(decode(page, None).ends_with('\u{e4}'));
        assert!(decode(page, Some("text/html; charset=utf-8")).ends_with('\u{fffd}'));
        assert!(decode(b"<META http-equiv=x content='text/html; charset=latin1'>\xe4", None).ends_with('\u{e4}'));
        assert_eq!(decode(b"\xff\xfea\0", Some("text/html; charset=utf-8")), "a");
        assert_eq!(decode("ä".as_bytes(), Some("text/html; charset=nonsense")), "ä");
        assert_eq!(decode(b"<meta charset", None), "<meta charset");
    }
}
