//! Reading `[[interruption]]`.

use crate::action::Step;
use crate::diagnostic::{Table, Value};
use crate::placeholder::Names;
use crate::target::Interruption;
use crate::target::steps::{checked_selector, steps_of};

/// Reads one interruption: the element that shows it, and what is done about it.
pub(super) fn read(mut table: Table<'_>, names: &Names) -> Interruption {
    let when = table.required("when").map(|value| checked_selector(&value, names)).unwrap_or_default();
    let steps = table.required("steps").map(|value| some_steps(&value, names)).unwrap_or_default();
    table.finish();
    Interruption { when, steps }
}

fn some_steps(value: &Value<'_>, names: &Names) -> Vec<Step> {
    if value.raw().get_ref().as_array().is_some_and(|steps| steps.is_empty()) {
        let help = Some("write what a person does about it, as `steps = [{ click = \"text=Accept\" }]`".to_owned());
        value.report("the interruption has no steps".to_owned(), "", help);
    }
    steps_of(value, names)
}
