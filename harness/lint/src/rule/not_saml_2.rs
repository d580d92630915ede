//! `not-saml-2`: A role that does not speak SAML 2.0.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "not-saml-2",
    severity: Severity::Error,
    finds: "A role that does not speak SAML 2.0.",
    why: "protocolSupportEnumeration says SAML 1.1 or nothing. A service provider passes such a role by.",
    mend: "Choose SAML 2.0 at the IdP and export again.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.4.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    const SAML: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
    let wrong = c.facts.roles().filter_map(|(_, role)| match &role.protocols {
        Some(value) if value.split_whitespace().any(|protocol| protocol == SAML) => None,
        Some(value) => {
            let message = format!("protocolSupportEnumeration `{}` does not name {SAML}", short(value));
            Some(Found::at(value.span, message))
        }
        None => Some(Found::at(role.span, "there is no protocolSupportEnumeration")),
    });
    wrong.take(20).collect()
}
