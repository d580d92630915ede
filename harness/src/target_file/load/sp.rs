//! Reading `[sp]`.

use std::collections::BTreeMap;

use crate::diagnostic::{Table, Value};
use crate::placeholder::Names;

/// Keys of `[sp]`.
const SP_KEYS: [&str; 5] = ["base_url", "metadata_url", "entity_id", "acs_url", "certificate"];

/// Those of them that are URLs. An entity ID may be any URI.
const URL_KEYS: [&str; 3] = ["base_url", "metadata_url", "acs_url"];

/// Reads `[sp]`; `read` are the names of values that are read at the SP.
pub(super) fn read_sp(mut table: Table<'_>, names: &Names, read: &[String]) -> BTreeMap<String, String> {
    let mut sp = BTreeMap::new();
    table.required("base_url");
    for key in SP_KEYS {
        if let Some(value) = table.optional(key) {
            let text = if URL_KEYS.contains(&key) { whole_url(&value, names) } else { value.template(names) };
            sp.insert(key.to_owned(), text);
        }
    }
    for key in ["entity_id", "acs_url"] {
        let known = |key: &str| sp.contains_key(key) || read.iter().any(|name| name.strip_prefix("sp.") == Some(key));
        if !known(key) && !known("metadata_url") {
            let help = format!(
                "or give `metadata_url`, and it is read from there; where the SP tells it only once it is set up, one of the \
                 `steps` of `[provision]` reads it, as `{{ read = \"#{}\", as = \"sp.{key}\" }}`, or a request does: \
                 `read = {{ \"sp.{key}\" = \"/pointer\" }}`",
                key.split('_').next().unwrap_or(key)
            );
            table.file.report(table.span(), format!("missing key `{key}`"), "it must be given here", Some(help));
        }
    }
    table.finish();
    sp
}

/// A URL with its scheme, or a template that begins with a placeholder, which then brings the scheme. Without one, the
/// browser and the SP would each make something else of it.
pub(super) fn whole_url(value: &Value<'_>, names: &Names) -> String {
    let url = value.template(names);
    let placed = url.starts_with('{') && !url.starts_with("{{");
    let lower = url.to_ascii_lowercase();
    if !placed && !lower.starts_with("http://") && !lower.starts_with("https://") && value.raw().get_ref().is_str() {
        let remark = if url.starts_with('/') { "this is a path" } else { "the scheme is missing" };
        let help = match (url.starts_with('/'), value.key.as_str()) {
            (true, "base_url") => "write the SP's address, as `https://sso.example`".to_owned(),
            (true, _) => format!("write `{{sp.base_url}}{url}`"),
            (false, _) => format!("write `https://{url}`, or `http://{url}`"),
        };
        value.report(format!("`{}` must be a whole URL", value.key), remark, Some(help));
    }
    url
}
