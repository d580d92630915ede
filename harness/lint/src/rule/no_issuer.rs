//! `no-issuer`: An assertion without an issuer.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-issuer",
    severity: Severity::Error,
    finds: "An assertion without an issuer.",
    why: "The service provider finds the customer by the issuer.",
    mend: "Fill in IdP Entity ID at the IdP.",
    step: Some("idp-entity-id"),
    refs: &["SAML core 2.3.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let wrong =
        response.assertions > 0 && response.assertion_issuer.as_ref().is_none_or(|issuer| issuer.trim().is_empty());
    wrong.then(|| Found::at(response.place(), "the assertion has no issuer")).into_iter().collect()
}
