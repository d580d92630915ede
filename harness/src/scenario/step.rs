//! Reading the steps of a recipe as the mock IdP knows them.

use mock_idp::recipe::{Recipe, Step};
use serde_json::Value as Json;

use super::recipe::{RecipeDraft, RecipeStep, RowDraft};
use super::serde_error::{SerdeError, read_json};
use super::settings::explained;
use crate::diagnostic::{Diagnostic, help_for};

/// Reads `steps`, which are those of `draft` with their values filled in.
pub(super) fn read(draft: &RecipeDraft, steps: &[RecipeStep]) -> Result<Recipe, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut recipe = Recipe::default();
    for (row, step) in draft.0.iter().zip(steps) {
        match parsed(step) {
            Ok(step) => recipe.steps.push(step),
            Err(error) => faults.push(explain(row, step, &error)),
        }
    }
    if faults.is_empty() { Ok(recipe) } else { Err(faults) }
}

fn parsed(step: &RecipeStep) -> Result<Step, SerdeError> {
    read_json(&Json::Object(step.clone()))
}

/// What serde finds wrong with a step, at the key that it is about.
fn explain(row: &RowDraft, step: &RecipeStep, error: &SerdeError) -> Diagnostic {
    let Some(name) = step.get("step").and_then(Json::as_str) else {
        return row.fault(None, "`step` must be a string".to_owned(), None);
    };
    if !Step::NAMES.contains(&name) {
        let help = help_for(name, Step::NAMES.iter().copied());
        return row.fault(None, format!("unknown step `{name}`"), help);
    }
    match error {
        SerdeError::UnknownField { name: key, known } => {
            let help = help_for(key, known.iter().copied());
            return row.fault_of_key(key, format!("unknown key `{key}` of the step `{name}`"), help);
        }
        SerdeError::MissingField(key) => {
            return row.fault(None, format!("missing key `{key}` of the step `{name}`"), None);
        }
        SerdeError::UnknownVariant { .. } | SerdeError::Other(_) => {}
    }
    // serde buffers a step to find its name in it, and by then it has lost the key: it is the one without which the
    // step reads otherwise.
    let to_blame = step.keys().filter(|key| *key != "step").find(|key| {
        let mut rest = step.clone();
        rest.shift_remove(*key);
        parsed(&rest).map_or_else(|other| other != *error, |_| true)
    });
    let Some(key) = to_blame else { return row.fault(None, error.to_string(), None) };
    let (message, help) = explained(key, error);
    row.fault(Some(key), message, help)
}
