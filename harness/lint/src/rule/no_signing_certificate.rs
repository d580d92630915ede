//! `no-signing-certificate`: An IdP without a certificate for signatures.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-signing-certificate",
    severity: Severity::Error,
    finds: "An IdP without a certificate for signatures.",
    why: "The service provider cannot verify a single response.",
    mend: "Export the metadata again. If it is still missing, the application has no certificate: activate it, or make one in the IdP's certificate menu.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.4.1.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let without = c.idps().filter(|role| role.signing().next().is_none());
    let found = without.map(|role| match role.certificates.first() {
        Some(other) => Found::at(other.place, "no certificate is for signatures"),
        None => Found::at(role.span, "there is no certificate"),
    });
    found.take(20).collect()
}
