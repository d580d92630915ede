//! Between text as written in a document and text as meant.

use super::XmlError;

/// `text` as element content. White space that a parser would change (XML 1.0, 2.11) and `>` are written
/// as references; characters that XML cannot carry (2.2) become U+FFFD.
pub fn escape_text(text: &str) -> String {
    escape(text, false)
}

/// `text` as an attribute's value in double quotes (XML 1.0, 3.3.3).
pub fn escape_attribute(text: &str) -> String {
    escape(text, true)
}

fn escape(text: &str, attribute: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\r' => escaped.push_str("&#xD;"),
            '"' if attribute => escaped.push_str("&quot;"),
            '\t' if attribute => escaped.push_str("&#x9;"),
            '\n' if attribute => escaped.push_str("&#xA;"),
            c => escaped.push(if is_xml_char(c) { c } else { '\u{FFFD}' }),
        }
    }
    escaped
}

/// Element content as written, meant: line ends normalised (XML 1.0, 2.11), references resolved.
pub fn text_value(raw: &str) -> Result<String, XmlError> {
    resolve(raw, |literal, value| {
        let mut rest = literal.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '\r' => {
                    rest.next_if_eq(&'\n');
                    value.push('\n');
                }
                c => value.push(c),
            }
        }
    })
}

/// An attribute's value as written between its quotes, meant: literal white space becomes blanks
/// (XML 1.0, 3.3.3), references are resolved.
pub fn attribute_value(raw: &str) -> Result<String, XmlError> {
    resolve(raw, |literal, value| {
        let mut rest = literal.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '\r' => {
                    rest.next_if_eq(&'\n');
                    value.push(' ');
                }
                '\t' | '\n' => value.push(' '),
                c => value.push(c),
            }
        }
    })
}

fn resolve(raw: &str, literal: impl Fn(&str, &mut String)) -> Result<String, XmlError> {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        literal(before, &mut value);
        let (name, after) =
            after.split_once(';').ok_or_else(|| XmlError::Reference(after.chars().take(20).collect()))?;
        value.push(check_reference(name)?);
        rest = after;
    }
    literal(rest, &mut value);
    Ok(value)
}

/// What the reference `&name;` stands for.
pub(super) fn check_reference(name: &str) -> Result<char, XmlError> {
    reference(name).ok_or_else(|| XmlError::Reference(name.chars().take(40).collect()))
}

fn reference(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |hex| (hex, 16));
            // `from_str_radix` would take a sign as well.
            if !digits.chars().all(|c| c.is_digit(radix)) {
                return None;
            }
            char::from_u32(u32::from_str_radix(digits, radix).ok()?).filter(|c| is_xml_char(*c))?
        }
    })
}

/// XML 1.0, production 2.
pub(super) fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// XML 1.0, production 3.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// XML 1.0, production 5.
pub(crate) fn is_name(name: &str) -> bool {
    let start = |c: char| {
        matches!(c, ':' | '_' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
            | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
            | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
            | '\u{10000}'..='\u{EFFFF}')
    };
    let part = |c: char| {
        start(c) || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
    };
    name.chars().next().is_some_and(start) && name.chars().all(part)
}
