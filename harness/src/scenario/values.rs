//! Values of a variant, and `{with.NAME}` in the texts of its scenario.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::Value as Json;

use super::recipe::{RecipeStep, json};
use crate::diagnostic::Table;
use crate::placeholder::Names;

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
    let mut at = 0;
    for (place, name, plain) in places(template) {
        let Some(value) = with.get(name).filter(|_| plain) else { continue };
        text.push_str(&template[at..place.start]);
        text.push_str(&self::text(value));
        at = place.end;
    }
    text + &template[at..]
}

/// Names of all `{with.*}` in the texts of `value`.
pub(super) fn used(value: &Json) -> BTreeSet<String> {
    match value {
        Json::String(template) => places(template).into_iter().map(|(_, name, _)| name.to_owned()).collect(),
        Json::Array(items) => items.iter().flat_map(used).collect(),
        Json::Object(table) => table.values().flat_map(used).collect(),
        _ => BTreeSet::new(),
    }
}

/// Where `{with.NAME}` stands, within another placeholder too; the name, and whether no filter follows it. A brace that
/// is meant as such (`{{`) begins none.
fn places(template: &str) -> Vec<(Range<usize>, &str, bool)> {
    const OPEN: &str = "{with.";
    let mut found = Vec::new();
    for (start, _) in template.match_indices(OPEN) {
        let braces = template[..start].bytes().rev().take_while(|byte| *byte == b'{').count();
        let Some(length) = template[start..].find('}').filter(|_| braces % 2 == 0) else { continue };
        let (name, filters) = template[start + OPEN.len()..start + length]
            .split_once('|')
            .unwrap_or((&template[start + OPEN.len()..start + length], ""));
        found.push((start..start + length + 1, name.trim(), filters.is_empty()));
    }
    found
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
            "d": ["{with.times}0", { "e": "{with.text}" }], "f": "{with.none}", "g": "open {", "h": "{repeat:<x>:{with.times}}", "i": "{{{with.times}",
        });
        let filled = filled(&step, &with);
        let expected = json!({
            "a": "{now}x", "b": "<{now}x|{{with.text}} {with.text|upper} {value}>", "c": 3,
            "d": ["30", { "e": "{now}x" }], "f": "{with.none}", "g": "open {", "h": "{repeat:<x>:3}", "i": "{{3",
        });
        assert_eq!(filled, expected);
        assert_eq!(used(&step).into_iter().collect::<Vec<_>>(), ["none", "text", "times"]);
    }
}
