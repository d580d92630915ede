//! `no-destination`: A signed response without Destination.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-destination",
    severity: Severity::Warning,
    finds: "A signed response without Destination.",
    why: "A signed message that goes by HTTP-POST must say where it goes.",
    mend: "Fill in ACS URL at the IdP.",
    step: Some("acs-url"),
    refs: &["SAML bindings 3.5.5.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let wrong = response.is_response
        && response.response_signed()
        && response.destination.as_ref().is_none_or(|destination| destination.trim().is_empty());
    wrong.then(|| Found::at(response.span, "the response is signed and has no Destination")).into_iter().collect()
}
