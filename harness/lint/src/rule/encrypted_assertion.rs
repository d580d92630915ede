//! `encrypted-assertion`: An encrypted assertion.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "encrypted-assertion",
    severity: Severity::Note,
    finds: "An encrypted assertion.",
    why: "What is in it cannot be seen without the service provider's key. JumpCloud does not encrypt.",
    mend: "To see more, decrypt it at the service provider.",
    step: None,
    refs: &["SAML core 2.3.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let wrong = response.encrypted_assertions > 0;
    wrong
        .then(|| Found::at(response.span, "the assertion is encrypted, so what is in it was not looked at"))
        .into_iter()
        .collect()
}
