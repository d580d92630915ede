//! `no-assertion`: A response of success without an assertion.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-assertion",
    severity: Severity::Error,
    finds: "A response of success without an assertion.",
    why: "There is nobody in it who could be signed in.",
    mend: "Capture the response again; if it is so at the IdP, its settings are broken.",
    step: None,
    refs: &["SAML profiles 4.1.4.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let wrong = response.is_response
        && response.assertions + response.encrypted_assertions == 0
        && response.status.iter().all(|code| code.ends_with(":Success"));
    wrong.then(|| Found::at(response.span, "there is no assertion in the response")).into_iter().collect()
}
