//! `no-entity`: Metadata without any entity.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "no-entity",
    severity: Severity::Error,
    finds: "Metadata without any entity.",
    why: "There is nothing in it that a service provider could use.",
    mend: "Export the metadata of the application.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.3.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let document = c.input.document.as_ref().filter(|_| c.input.kind.is_metadata());
    let without = document.filter(|document| document.named("EntityDescriptor").next().is_none());
    let words = |name: &str| match name {
        "EntitiesDescriptor" => "there is no EntityDescriptor in it".to_owned(),
        other => format!("<{}> stands alone, without the EntityDescriptor around it", short(other)),
    };
    let root = without.and_then(|document| document.roots().next());
    root.map(|root| Found::at(root.element().tag, words(root.local()))).into_iter().collect()
}
