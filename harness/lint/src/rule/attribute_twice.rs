//! `attribute-twice`: The same attribute twice.

use super::{Context, Found, Rule};
use crate::facts::Value;
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "attribute-twice",
    severity: Severity::Warning,
    finds: "The same attribute twice.",
    why: "Of two elements of the same name a service provider reads the first, the last, or fails.",
    mend: "Map each attribute once at the IdP.",
    step: None,
    refs: &["SAML core 2.7.3.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let mut seen = std::collections::HashSet::new();
    let again = response.attributes.iter().filter(|attribute| !seen.insert(attribute.name.text.clone()));
    let message = |name: &Value| format!("the attribute `{}` is there twice", short(name));
    again.map(|attribute| Found::at(attribute.name.span, message(&attribute.name))).take(20).collect()
}
