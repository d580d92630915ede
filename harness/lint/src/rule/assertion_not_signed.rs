//! `assertion-not-signed`: A response that is signed around an assertion that is not.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "assertion-not-signed",
    severity: Severity::Error,
    finds: "A response that is signed around an assertion that is not.",
    why: "With Sign Assertion off, JumpCloud signs the response alone. Many service providers want the assertion signed: they say so, or show a bare 404 after the IdP.",
    mend: "Enable Sign Assertion at JumpCloud and save. New metadata is not needed for that.",
    step: Some("sign-assertion"),
    refs: &["SAML metadata 2.4.4", "aerialship/SamlSPBundle#47", "OCA/server-auth#321"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let wrong = response.assertions > 0 && response.response_signed() && !response.assertion_signed();
    wrong.then(|| Found::at(response.place(), "the response is signed, the assertion is not")).into_iter().collect()
}
