//! `certificate-private-key`: A private key in place of a certificate.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-private-key",
    severity: Severity::Error,
    finds: "A private key in place of a certificate.",
    why: "Whoever reads the metadata can sign in as anyone.",
    mend: "Make a new key pair at the IdP at once, and put the new certificate there.",
    step: Some("export-metadata"),
    refs: &["SAML security considerations 4.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::PrivateKey, r"this is a private key, not a certificate")
}
