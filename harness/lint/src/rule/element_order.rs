//! `element-order`: Elements of a role in another order than the schema has.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "element-order",
    severity: Severity::Warning,
    finds: "Elements of a role in another order than the schema has.",
    why: "A service provider that validates against the schema refuses the file.",
    mend: "Export the metadata again; do not write it by hand.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.4.3", "SAML metadata 2.4.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    const ORDER: [&str; 16] = [
        "Signature",
        "Extensions",
        "KeyDescriptor",
        "Organization",
        "ContactPerson",
        "ArtifactResolutionService",
        "SingleLogoutService",
        "ManageNameIDService",
        "NameIDFormat",
        "SingleSignOnService",
        "NameIDMappingService",
        "AssertionIDRequestService",
        "AttributeProfile",
        "Attribute",
        "AssertionConsumerService",
        "AttributeConsumingService",
    ];
    let Some(document) = &c.input.document else { return Vec::new() };
    let roles = document.named("IDPSSODescriptor").chain(document.named("SPSSODescriptor"));
    let wrong = roles.filter_map(|role| {
        let mut last: (usize, &str) = (0, "");
        for child in role.children() {
            let Some(rank) = ORDER.iter().position(|name| *name == child.local()) else { continue };
            if rank < last.0 {
                let message = format!("<{}> must stand before <{}>", child.local(), last.1);
                return Some(Found::at(child.element().tag, message));
            }
            last = (rank, child.local());
        }
        None
    });
    wrong.take(20).collect()
}
