//! Reading `[[response]]`: the recipe's steps as the file says them, and where each stands.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::Value as Json;
use toml::de::DeValue;

use super::values::{self, With};
use crate::diagnostic::{Diagnostic, Table, Value};
use crate::placeholder::{Names, check_template};

/// A step of a recipe: `step` and that step's keys, as the file says them.
pub type RecipeStep = serde_json::Map<String, Json>;

/// A recipe as typed, with the places to point at.
#[derive(Clone, Debug)]
pub(super) struct RecipeDraft(pub(super) Vec<RowDraft>);

/// One step as typed.
#[derive(Clone, Debug)]
pub(super) struct RowDraft {
    step: RecipeStep,
    /// Points at the step's name.
    place: Diagnostic,
    /// Points at each key, and at its value.
    keys: BTreeMap<String, (Diagnostic, Diagnostic)>,
}

impl RecipeDraft {
    /// The steps with `with` filled in.
    pub(super) fn filled(&self, with: &With) -> Vec<RecipeStep> {
        self.0.iter().map(|row| values::filled_step(&row.step, with)).collect()
    }

    /// Names of `{with.*}` that any step uses.
    pub(super) fn used(&self) -> BTreeSet<String> {
        self.0.iter().flat_map(|row| row.step.values()).flat_map(values::used).collect()
    }

    /// The place of step `index`, or of the last: what goes wrong after all steps is shown there.
    pub(super) fn row(&self, index: usize) -> Option<&RowDraft> {
        self.0.get(index).or(self.0.last())
    }
}

impl RowDraft {
    /// A fault of this step, at the value of `key` or, without, at the step's name.
    pub(super) fn fault(&self, key: Option<&str>, message: String, help: Option<String>) -> Diagnostic {
        let place = key.and_then(|key| self.keys.get(key)).map_or(&self.place, |(_, value)| value);
        Diagnostic { message, help, ..place.clone() }
    }

    /// A fault of the key `key` itself.
    pub(super) fn fault_of_key(&self, key: &str, message: String, help: Option<String>) -> Diagnostic {
        let place = self.keys.get(key).map_or(&self.place, |(key, _)| key);
        Diagnostic { message, remark: "nothing reads this key".to_owned(), help, ..place.clone() }
    }
}

/// Reads the steps under `key`; none when it is absent.
pub(super) fn read_recipe(table: &mut Table<'_>, key: &'static str, names: &Names) -> Option<RecipeDraft> {
    let list = table.optional(key)?;
    Some(RecipeDraft(list.items().iter().filter_map(|row| read_row(row, names)).collect()))
}

fn read_row(row: &Value<'_>, names: &Names) -> Option<RowDraft> {
    let mut table = row.table()?;
    let name = table.required("step")?;
    let place = fault_at(&name, name.span());
    let mut step = RecipeStep::new();
    let mut keys = BTreeMap::new();
    step.insert("step".to_owned(), name.text().into());
    for value in row.table()?.into_values() {
        check_texts(&value, value.raw().get_ref(), names);
        keys.insert(value.key.clone(), (fault_at(&value, value.key_span.clone()), fault_at(&value, value.span())));
        step.insert(value.key.clone(), json(value.raw().get_ref()));
    }
    Some(RowDraft { step, place, keys })
}

fn fault_at(value: &Value<'_>, span: Range<usize>) -> Diagnostic {
    value.file.fault(span, String::new(), "", None)
}

/// Reports what is wrong with the placeholders of any text in `part` of `whole`.
fn check_texts(whole: &Value<'_>, part: &DeValue<'_>, names: &Names) {
    match part {
        DeValue::String(text) => {
            for fault in check_template(text, names) {
                let span = whole.span_within(text, fault.span);
                whole.file.report(span, fault.message, "", fault.help);
            }
        }
        DeValue::Array(items) => items.iter().for_each(|item| check_texts(whole, item.get_ref(), names)),
        DeValue::Table(table) => table.values().for_each(|item| check_texts(whole, item.get_ref(), names)),
        _ => {}
    }
}

/// A TOML value as JSON.
pub(super) fn json(value: &DeValue<'_>) -> Json {
    match value {
        DeValue::String(text) => text.to_string().into(),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).unwrap_or_default().into(),
        DeValue::Float(number) => number.as_str().parse::<f64>().unwrap_or_default().into(),
        DeValue::Boolean(yes) => (*yes).into(),
        DeValue::Datetime(time) => time.to_string().into(),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => {
            table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref()))).collect()
        }
    }
}
