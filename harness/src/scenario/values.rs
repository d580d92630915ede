//! Values of a variant, and `{with.NAME}` in the texts of its scenario.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::recipe::{RecipeStep, json};
use crate::diagnostic::{Table, Value};
use crate::placeholder::{Names, Place, places};

/// What their names begin with.
const PREFIX: &str = "with.";

/// A variant's values by name.
pub type With = BTreeMap<String, Json>;

/// Reads the table `with`. Its texts may hold the placeholders that a recipe may.
pub(super) fn read_with(table: &mut Table<'_>, names: &Names) -> With {
    let Some(table) = table.table("with") else { return With::new() };
    let read = |value: Value<'_>| {
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
    for (place, name) in with_places(template) {
        let Some(value) = with.get(name).filter(|_| !place.filtered) else { continue };
        text.push_str(&template[at..place.whole.start]);
        text.push_str(&self::text(value));
        at = place.whole.end;
    }
    text + &template[at..]
}

/// Names of all `{with.*}` in the texts of `value`.
pub(super) fn used(value: &Json) -> BTreeSet<String> {
    match value {
        Json::String(template) => with_places(template).map(|(_, name)| name.to_owned()).collect(),
        Json::Array(items) => items.iter().flat_map(used).collect(),
        Json::Object(table) => table.values().flat_map(used).collect(),
        _ => BTreeSet::new(),
    }
}

/// Where `{with.NAME}` stands in `template`, with NAME.
fn with_places(template: &str) -> impl Iterator<Item = (Place<'_>, &str)> {
    places(template, PREFIX).into_iter().filter_map(|place| place.name.strip_prefix(PREFIX).map(|name| (place, name)))
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
