//! Values of a variant, and `{with.NAME}` in the texts of its scenario.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::recipe::{RecipeStep, json};
use crate::diagnostic::Table;
use crate::placeholder::{Names, names_in};

/// A variant's values by name.
pub type With = BTreeMap<String, Json>;

/// Reads the table `with`. Its texts may hold the placeholders that a recipe may.
pub(super) fn read_with(table: &mut Table<'_>, names: &Names) -> With {
    let Some(table) = table.table("with") else { return With::new() };
    let read = |value: crate::diagnostic::Value<'_>| {
        if value.raw().get_ref().is_str() {
            value.template(names);
        }
        (value.key.clone(), json(value.raw().get_ref()))
    };
    table.into_values().map(read).collect()
}

/// A value as a part of a text.
pub(super) fn text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// `step` with every `{with.NAME}` filled in.
pub(super) fn filled_step(step: &RecipeStep, with: &With) -> RecipeStep {
    step.iter().map(|(key, value)| (key.clone(), filled(value, with))).collect()
}

/// A text that is nothing but `{with.NAME}` becomes the value itself, be it a text or not.
pub(super) fn filled(value: &Json, with: &With) -> Json {
    match value {
        Json::String(template) => {
            let whole = template.strip_prefix("{with.").and_then(|rest| rest.strip_suffix('}'));
            match whole.and_then(|name| with.get(name)) {
                Some(value) => value.clone(),
                None => filled_text(template, with).into(),
            }
        }
        Json::Array(items) => items.iter().map(|item| filled(item, with)).collect(),
        Json::Object(table) => table.iter().map(|(key, value)| (key.clone(), filled(value, with))).collect(),
        other => other.clone(),
    }
}

/// Fills in `{with.NAME}` and leaves the rest of the template, those with a filter included, for whoever fills that in.
fn filled_text(template: &str, with: &With) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, from) = rest.split_at(open);
        text.push_str(before);
        let end = if from.starts_with("{{") { 2 } else { from.find('}').map_or(from.len(), |close| close + 1) };
        let part = &from[..end];
        let name = part.strip_prefix("{with.").and_then(|name| name.strip_suffix('}'));
        match name.and_then(|name| with.get(name.trim())) {
            Some(value) => text.push_str(&self::text(value)),
            None => text.push_str(part),
        }
        rest = &from[end..];
    }
    text + rest
}

/// Names of all `{with.*}` in the texts of `value`.
pub(super) fn used(value: &Json) -> BTreeSet<String> {
    match value {
        Json::String(template) => {
            names_in(template).into_iter().filter_map(|name| name.strip_prefix("with.")).map(str::to_owned).collect()
        }
        Json::Array(items) => items.iter().flat_map(used).collect(),
        Json::Object(table) => table.values().flat_map(used).collect(),
        _ => BTreeSet::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_filled_in_and_all_else_is_left() {
        let with: With = [("text".to_owned(), json!("{now}x")), ("times".to_owned(), json!(3))].into();
        let step = json!({
            "a": "{with.text}", "b": "<{with.text}|{{with.text}} {with.text|upper} {value}>", "c": "{with.times}",
            "d": ["{with.times}0", { "e": "{with.text}" }], "f": "{with.none}", "g": "open {",
        });
        let filled = filled(&step, &with);
        let expected = json!({
            "a": "{now}x", "b": "<{now}x|{{with.text}} {with.text|upper} {value}>", "c": 3,
            "d": ["30", { "e": "{now}x" }], "f": "{with.none}", "g": "open {",
        });
        assert_eq!(filled, expected);
        assert_eq!(used(&step).into_iter().collect::<Vec<_>>(), ["none", "text", "times"]);
    }
}
