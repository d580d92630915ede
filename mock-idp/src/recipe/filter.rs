//! What may stand after the `|` of a placeholder.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::xml::escape_attribute;

type Filter = fn(&str) -> String;

/// Every filter by its name.
const FILTERS: &[(&str, Filter)] = &[
    ("base64", |text| STANDARD.encode(text)),
    ("character-references", |text| text.chars().map(|letter| format!("&#{};", u32::from(letter))).collect()),
    ("escaped", escape_attribute),
    ("first-half", |text| text.chars().take(text.chars().count() / 2).collect()),
    ("host", |text| url::Url::parse(text).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()),
    ("json", |text| serde_json::Value::from(text).to_string()),
    ("lower", |text| text.to_lowercase()),
    ("other-host", other_host),
    ("other-scheme", other_scheme),
    ("percent", |text| url::form_urlencoded::byte_serialize(text.as_bytes()).collect()),
    ("percent-all", |text| text.bytes().map(|octet| format!("%{octet:02X}")).collect()),
    ("reversed", |text| text.chars().rev().collect()),
    ("upper", |text| text.to_uppercase()),
    ("without-last-character", without_last_character),
];

/// `replace:A:B`, the filter that says more than its name: every A becomes B.
const REPLACE: &str = "replace:";

/// Names of all filters, in order.
pub fn filters() -> impl Iterator<Item = &'static str> + Clone {
    FILTERS.iter().map(|(name, _)| *name).chain(std::iter::once("replace:A:B"))
}

/// Whether there is a filter called `name`.
pub fn is_filter(name: &str) -> bool {
    filtered(name, "").is_some()
}

/// `text` through the filter called `name`; none when there is no such filter.
pub fn filtered(name: &str, text: &str) -> Option<String> {
    if let Some((from, to)) = name.strip_prefix(REPLACE).and_then(|rest| rest.split_once(':')) {
        return (!from.is_empty()).then(|| text.replace(from, to));
    }
    FILTERS.iter().find(|(known, _)| *known == name).map(|(_, filter)| filter(text))
}

fn without_last_character(text: &str) -> String {
    let mut text = text.to_owned();
    text.pop();
    text
}

/// The same address at another host, without a port; what is no URL with a host stays.
fn other_host(text: &str) -> String {
    let Some(mut url) = url::Url::parse(text).ok().filter(url::Url::has_host) else { return text.to_owned() };
    let changed = url.set_host(Some("other.example")).is_ok() && url.set_port(None).is_ok();
    if changed { url.into() } else { text.to_owned() }
}

/// http becomes https and the other way round; what is no such URL stays.
fn other_scheme(text: &str) -> String {
    match (text.strip_prefix("http://"), text.strip_prefix("https://")) {
        (Some(rest), _) => format!("https://{rest}"),
        (_, Some(rest)) => format!("http://{rest}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_do_what_they_say() {
        let expected = [
            ("base64", "aHR0cDovL0EmYg=="),
            ("character-references", "&#104;&#116;&#116;&#112;&#58;&#47;&#47;&#65;&#38;&#98;"),
            ("escaped", "http://A&amp;b"),
            ("first-half", "http:"),
            ("host", "a&b"),
            ("json", "\"http://A&b\""),
            ("lower", "http://a&b"),
            ("other-host", "http://other.example/"),
            ("other-scheme", "https://A&b"),
            ("percent", "http%3A%2F%2FA%26b"),
            ("percent-all", "%68%74%74%70%3A%2F%2F%41%26%62"),
            ("reversed", "b&A//:ptth"),
            ("upper", "HTTP://A&B"),
            ("without-last-character", "http://A&"),
        ];
        assert!(filters().eq(expected.map(|(filter, _)| filter).into_iter().chain(["replace:A:B"])));
        for (filter, expected) in expected {
            assert_eq!(filtered(filter, "http://A&b").as_deref(), Some(expected), "{filter}");
        }
        let address = filtered("other-host", "https://sp.test:8443/saml/acs?a=b");
        assert_eq!(address.as_deref(), Some("https://other.example/saml/acs?a=b"));
        assert_eq!(filtered("other-host", "urn:acme").as_deref(), Some("urn:acme"));
        assert_eq!(filtered("replace:t:&#116;", "http").as_deref(), Some("h&#116;&#116;p"));
        for unknown in ["no-such", "replace", "replace:a", "replace::b"] {
            assert!(!is_filter(unknown), "{unknown}");
        }
    }
}
