//! `no-attributes`: An assertion without attributes.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-attributes",
    severity: Severity::Note,
    finds: "An assertion without attributes.",
    why: "Service providers that want a name or an address as attribute answer that the AttributeStatement is missing.",
    mend: "If the service provider wants attributes, map them at the IdP; names are compared to the letter.",
    step: None,
    refs: &["SAML core 2.7.3", "gravitational/teleport#3013"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let wrong = response.assertions > 0 && response.attributes.is_empty();
    wrong.then(|| Found::at(response.place(), "there are no attributes")).into_iter().collect()
}
