//! Reading the steps of a recipe as the mock IdP knows them.

use mock_idp::recipe::{Recipe, Step};
use serde_json::Value as Json;

use super::recipe::{RecipeDraft, RecipeStep, RowDraft};
use super::settings::explained;
use crate::diagnostic::{Diagnostic, help_for};

/// Reads `steps`, which are those of `draft` with their values filled in.
pub(super) fn read(draft: &RecipeDraft, steps: &[RecipeStep]) -> Result<Recipe, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut recipe = Recipe::default();
    for (row, step) in draft.0.iter().zip(steps) {
        match parsed(step) {
            Ok(step) => recipe.steps.push(step),
            Err(message) => faults.push(explain(row, step, &message)),
        }
    }
    if faults.is_empty() { Ok(recipe) } else { Err(faults) }
}

fn parsed(step: &RecipeStep) -> Result<Step, String> {
    serde_json::from_value(Json::Object(step.clone())).map_err(|error| error.to_string())
}

/// What serde says of a step, at the key that it is about.
fn explain(row: &RowDraft, step: &RecipeStep, message: &str) -> Diagnostic {
    let name = step.get("step").and_then(Json::as_str).unwrap_or_default();
    if !Step::NAMES.contains(&name) {
        let help = help_for(name, Step::NAMES.iter().copied());
        return row.fault(None, format!("unknown step `{name}`"), help);
    }
    if let Some(key) = quoted_after(message, "unknown field `") {
        let known: Vec<&str> = message.split_once("expected").map_or("", |(_, rest)| rest).split('`').collect();
        let help = help_for(key, known.iter().skip(1).step_by(2).copied());
        return row.fault_of_key(key, format!("unknown key `{key}` of the step `{name}`"), help);
    }
    if let Some(key) = quoted_after(message, "missing field `") {
        return row.fault(None, format!("missing key `{key}` of the step `{name}`"), None);
    }
    // A step is told apart by its name, so serde has lost track of the key: it is the one without which the step
    // reads otherwise.
    let to_blame = step.keys().filter(|key| *key != "step").find(|key| {
        let mut rest = step.clone();
        rest.shift_remove(*key);
        parsed(&rest).map_or_else(|other| other != message, |_| true)
    });
    let Some(key) = to_blame else { return row.fault(None, message.to_owned(), None) };
    let (message, help) = explained(key, message);
    row.fault(Some(key), message, help)
}

fn quoted_after<'m>(message: &'m str, start: &str) -> Option<&'m str> {
    message.strip_prefix(start)?.split('`').next()
}
