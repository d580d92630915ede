//! Document type declarations, which the sound SP refuses.

use std::collections::HashMap;

use uppsala::{Document, Parser};

use crate::refusal::Refusal;

/// The document parsed, its internal entities expanded.
pub fn parse(xml: &str) -> Result<Document<'_>, Refusal> {
    Parser::new().parse(xml).map_err(|error| Refusal::new("structure", error.to_string()))
}

/// The web addresses in the document type declaration.
pub fn addresses(xml: &str) -> Vec<String> {
    let Some((_, declaration, _)) = parted(xml) else { return Vec::new() };
    let quoted = declaration.split(['"', '\'']).filter(|text| text.starts_with("http://"));
    quoted.map(str::to_owned).collect()
}

/// The document without its declaration, and with the value of each internal entity where it is used: as `shown`
/// makes it in texts, as it is in XML attributes.
pub fn expanded(xml: &str, shown: fn(&str) -> String) -> String {
    let Some((before, declaration, body)) = parted(xml) else { return xml.to_owned() };
    let entities = entities(declaration);
    let mut expanded = before.to_owned();
    let mut rest = body;
    while let Some(start) = rest.find('&') {
        expanded.push_str(&rest[..start]);
        rest = &rest[start..];
        let inside_tag = expanded.rfind('<') > expanded.rfind('>');
        let named = rest[1..].split_once(';').and_then(|(name, after)| Some((entities.get(name)?, after)));
        if let Some((value, after)) = named {
            expanded.push_str(&if inside_tag { (*value).to_owned() } else { shown(value) });
            rest = after;
        } else {
            expanded.push('&');
            rest = &rest[1..];
        }
    }
    expanded + rest
}

/// What stands before the declaration, what is in it, and what comes after it.
fn parted(xml: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = xml.split_once("<!DOCTYPE")?;
    let end = match rest.find('[').filter(|open| rest.find('>').is_some_and(|close| *open < close)) {
        Some(open) => open + rest[open..].find("]>").or_else(|| rest[open..].find(']'))? + 1,
        None => 0,
    };
    let end = end + rest[end..].find('>')?;
    Some((before, &rest[..end], &rest[end + 1..]))
}

fn entities(declaration: &str) -> HashMap<&str, &str> {
    let declared = declaration.split("<!ENTITY").skip(1).filter_map(|entity| {
        let (name, rest) = entity.trim_start().split_once(char::is_whitespace)?;
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|first| ['"', '\''].contains(first))?;
        Some((name, rest[1..].split_once(quote)?.0))
    });
    declared.collect()
}
