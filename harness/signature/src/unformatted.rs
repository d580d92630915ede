//! Undoing what tools do that show XML with indentation.

const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// The document without white space between elements: once with texts as they are, once with texts trimmed, too. Only the
/// ways that change it.
pub(crate) fn ways(xml: &str) -> Vec<String> {
    let between = written(xml, |text| if text.trim_matches(BLANKS).is_empty() { "" } else { text });
    if between == xml {
        return Vec::new();
    }
    let trimmed = written(xml, |text| text.trim_matches(BLANKS));
    if trimmed == between { vec![between] } else { vec![between, trimmed] }
}

fn written(xml: &str, text: impl Fn(&str) -> &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(xml.len()), xml);
    while let Some(open) = rest.find('<') {
        out.push_str(text(&rest[..open]));
        let close = rest[open..].find('>').map_or(rest.len(), |at| open + at + 1);
        out.push_str(&rest[open..close]);
        rest = &rest[close..];
    }
    out
}
