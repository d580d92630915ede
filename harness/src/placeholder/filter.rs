//! What may stand after the `|` of a placeholder.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mock_idp::xml::escape_attribute;

type Filter = fn(&str) -> String;

/// Every filter by its name.
const FILTERS: &[(&str, Filter)] = &[
    ("base64", |text| STANDARD.encode(text)),
    ("escaped", escape_attribute),
    ("first-half", first_half),
    ("lower", |text| text.to_lowercase()),
    ("other-scheme", other_scheme),
    ("percent", |text| url::form_urlencoded::byte_serialize(text.as_bytes()).collect()),
    ("reversed", |text| text.chars().rev().collect()),
    ("upper", |text| text.to_uppercase()),
    ("without-last-character", without_last_character),
];

/// Names of all filters.
pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
    FILTERS.iter().map(|(name, _)| *name)
}

/// `text` through the filter; none when there is no such filter.
pub(super) fn apply(name: &str, text: &str) -> Option<String> {
    FILTERS.iter().find(|(known, _)| *known == name).map(|(_, filter)| filter(text))
}

fn first_half(text: &str) -> String {
    text.chars().take(text.chars().count() / 2).collect()
}

fn without_last_character(text: &str) -> String {
    let mut text = text.to_owned();
    text.pop();
    text
}

/// http becomes https and the other way round; what is no such URL stays.
fn other_scheme(text: &str) -> String {
    match (text.strip_prefix("http://"), text.strip_prefix("https://")) {
        (Some(rest), _) => format!("https://{rest}"),
        (_, Some(rest)) => format!("http://{rest}"),
        _ => text.to_owned(),
    }
}
