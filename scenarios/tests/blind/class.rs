//! Which customers send the same: what varies from run to run is taken out of what was read.

use std::collections::BTreeMap;

use saml_artefact::Reading;
use serde_json::Value;

/// The readings as one text, without ports, times, ids and keys. Two with the same text cannot be told apart by anybody.
pub fn normalised(readings: &[Reading]) -> String {
    let mut all = serde_json::to_value(readings).unwrap();
    let mut names = BTreeMap::new();
    let mut first = None;
    clean(&mut all, "", &mut names, &mut first);
    all.to_string()
}

fn clean(value: &mut Value, key: &str, names: &mut BTreeMap<String, usize>, first: &mut Option<jiff::Timestamp>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| clean(item, key, names, first)),
        Value::Object(fields) => {
            // A certificate is known by which of those that were sent it is.
            for gone in ["sha256", "base64", "not_before_of_key", "line"] {
                fields.remove(gone);
            }
            if fields.contains_key("fingerprint") {
                fields.retain(|name, _| name == "fingerprint" || name == "bits");
            }
            fields.iter_mut().for_each(|(name, item)| clean(item, name, names, first));
        }
        Value::String(text) => *text = plain(text, key, names, first),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn plain(text: &str, key: &str, names: &mut BTreeMap<String, usize>, first: &mut Option<jiff::Timestamp>) -> String {
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        let begin = *first.get_or_insert(time);
        // A clock that is three minutes off is another thing than one that is right.
        return format!("T{}", (time.duration_since(begin).as_secs() + 45).div_euclid(90));
    }
    // A signature's reference names the assertion by its ID.
    let text = text.strip_prefix('#').filter(|id| id.starts_with('_')).unwrap_or(text);
    let is_id =
        text.starts_with('_') && text.len() > 20 || text.len() >= 32 && text.chars().all(|c| c.is_ascii_hexdigit());
    if is_id || key == "fingerprint" {
        let next = names.len();
        return format!("#{}", names.entry(text.to_owned()).or_insert(next));
    }
    let mut out = String::new();
    let mut rest = text;
    // Ports, and the numbers of organizations.
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[at..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |end| at + end);
        let before = &rest[..at];
        out.push_str(before);
        let varies = before.ends_with("org-") || before.ends_with(':') && end - at >= 4;
        out.push_str(if varies { "N" } else { &rest[at..end] });
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}
