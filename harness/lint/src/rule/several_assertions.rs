//! `several-assertions`: A response with several assertions.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "several-assertions",
    severity: Severity::Warning,
    finds: "A response with several assertions.",
    why: "A service provider that verifies one and reads another lets the wrong person in. IdPs send one.",
    mend: "Do not accept it without looking at each.",
    step: None,
    refs: &["SAML profiles 4.1.4.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let wrong = response.assertions + response.encrypted_assertions > 1;
    wrong.then(|| Found::at(response.span, "there are several assertions in the response")).into_iter().collect()
}
