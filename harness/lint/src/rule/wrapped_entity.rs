//! `wrapped-entity`: One entity inside an EntitiesDescriptor.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "wrapped-entity",
    severity: Severity::Note,
    finds: "One entity inside an EntitiesDescriptor.",
    why: "It is allowed, and service providers are known that look for an EntityDescriptor at the top only.",
    mend: "If the service provider refuses it, send the EntityDescriptor alone.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.3.1", "zitadel/zitadel#8928"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let document = c.input.document.as_ref().filter(|_| c.facts.entities.len() == 1);
    let root = document.and_then(|document| document.roots().find(|root| root.local() == "EntitiesDescriptor"));
    root.map(|root| Found::at(root.element().tag, "the one entity is inside an EntitiesDescriptor"))
        .into_iter()
        .collect()
}
