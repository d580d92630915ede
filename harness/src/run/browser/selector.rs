//! Selectors as `find.js` takes them.

use http_browser::Selector;
use serde_json::{Value, json};

use crate::run::RunError;
use crate::run::error::BrowserError;

/// A step's selector, for the script.
pub(super) fn read(selector: &str) -> Result<Value, RunError> {
    let read: Selector =
        selector.parse().map_err(|source| BrowserError::Selector { selector: selector.to_owned(), source })?;
    Ok(match read {
        Selector::Css(css) => json!({"css": css}),
        Selector::Text(text) => json!({"text": text}),
        Selector::Label(label) => json!({"label": label}),
        Selector::Placeholder(placeholder) => json!({"placeholder": placeholder}),
        Selector::Role { role, name } => json!({"role": role, "name": name}),
    })
}
