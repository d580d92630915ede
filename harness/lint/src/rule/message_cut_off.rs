//! `message-cut-off`: An encoded message whose end is missing.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::WrapFault;

pub(super) const RULE: Rule = Rule {
    id: "message-cut-off",
    severity: Severity::Error,
    finds: "An encoded message whose end is missing.",
    why: "Base64 comes in groups of four characters. One that is left over shows that the end was not copied.",
    mend: "Copy the whole value; browsers' tools cut long values off, so use their Copy value.",
    step: None,
    refs: &[],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let cut = c.input.wrap_fault == Some(WrapFault::Cut);
    cut.then(|| Found::at(c.end(), "the base64 text ends in the middle")).into_iter().collect()
}
