//! `no-role`: An entity that is neither IdP nor SP.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-role",
    severity: Severity::Error,
    finds: "An entity that is neither IdP nor SP.",
    why: "Without IDPSSODescriptor or SPSSODescriptor there is no endpoint and no certificate to use.",
    mend: "Export the metadata of the SAML application, not of another part of the IdP.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.3.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let all = c.facts.roles().next().is_none();
    let first = c.facts.entities.first().filter(|_| all);
    let message = "there is neither an IDPSSODescriptor nor an SPSSODescriptor in it";
    first.map(|entity| Found::at(entity.span, message)).into_iter().collect()
}
