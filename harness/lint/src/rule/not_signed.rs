//! `not-signed`: A response in which nothing is signed.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "not-signed",
    severity: Severity::Error,
    finds: "A response in which nothing is signed.",
    why: "Anybody can make such a response. A service provider must refuse it.",
    mend: "Enable Sign Assertion at JumpCloud and save.",
    step: Some("sign-assertion"),
    refs: &["SAML profiles 4.1.3.5", "simplesamlphp/simplesamlphp#1557"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let wrong = response.assertions > 0 && response.signatures.is_empty();
    wrong.then(|| Found::at(response.place(), "neither the response nor the assertion is signed")).into_iter().collect()
}
