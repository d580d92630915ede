//! Exports of SAML-tracer, the browser extension: the present form (headers are objects) and the old one (headers are pairs).

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::exchange::{self, Raw, Recording};
use crate::recognise::Options;
use crate::secret::Secrets;

#[derive(Deserialize)]
struct Export {
    requests: Vec<Traced>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Traced {
    method: String,
    url: String,
    #[serde(deserialize_with = "pairs")]
    request_headers: Vec<(String, String)>,
    #[serde(deserialize_with = "pairs")]
    response_headers: Vec<(String, String)>,
    response_status: Option<Value>,
    saml: Option<String>,
    #[serde(deserialize_with = "pairs")]
    post: Vec<(String, String)>,
    #[serde(rename = "requestId")]
    request_id: Option<Value>,
}

/// `[["name", "value"]]`, `[{"name": ..., "value": ...}]`, `{"name": "value"}` or `{"name": ["value"]}`.
fn pairs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, String)>, D::Error> {
    let word = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.first().and_then(Value::as_str).unwrap_or_default().to_owned(),
        other => other.to_string(),
    };
    let row = |row: &Value| match row {
        Value::Array(pair) => Some((pair.first()?.as_str()?.to_owned(), word(pair.get(1)?))),
        Value::Object(fields) => Some((fields.get("name")?.as_str()?.to_owned(), word(fields.get("value")?))),
        _ => None,
    };
    Ok(match Value::deserialize(deserializer)? {
        Value::Array(rows) => rows.iter().filter_map(row).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), word(value))).collect(),
        _ => Vec::new(),
    })
}

/// The recording in this JSON; none when it is no such export.
pub(crate) fn read(json: &str, options: &Options, secrets: &mut Secrets) -> Option<Recording> {
    if !(json.contains("\"requests\"") && json.contains("\"url\"")) {
        return None;
    }
    let export: Export = serde_json::from_str(json).ok()?;
    let is_old = export.requests.first().is_some_and(|first| first.request_id.is_none());
    let made_by = if is_old { "SAML-tracer, old form" } else { "SAML-tracer" };
    let mut recording = Recording { made_by: made_by.to_owned(), ..Recording::default() };
    for traced in &export.requests {
        let headers = traced.request_headers.iter().chain(&traced.response_headers);
        headers.for_each(|(name, value)| secrets.header(name, value));
        traced.post.iter().for_each(|(key, value)| {
            secrets.field(key, value);
            // A body that is no form is one field to it.
            secrets.body(key);
            secrets.body(value);
        });
        exchange::query(&traced.url).iter().for_each(|(key, value)| secrets.field(key, value));
        let header = |name: &str| traced.response_headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        let kind = header("content-type").map(|(_, value)| value.as_str()).unwrap_or_default();
        if ["image/", "font/", "css", "javascript"].iter().any(|part| kind.contains(part)) && traced.post.is_empty() {
            continue;
        }
        let status = traced.response_status.as_ref();
        let status = status.and_then(|value| value.as_u64().or_else(|| value.as_str()?.trim().parse().ok()));
        let raw = Raw {
            method: &traced.method,
            url: &traced.url,
            status: status.and_then(|status| u16::try_from(status).ok()),
            location: header("location").map(|(_, value)| value.as_str()),
            form: traced.post.clone(),
            saml: traced.saml.as_deref(),
            date: header("date").map(|(_, value)| value.as_str()),
            ..Raw::default()
        };
        recording.exchanges.push(raw.read(options));
    }
    Some(recording)
}
