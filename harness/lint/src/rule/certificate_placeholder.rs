//! `certificate-placeholder`: A placeholder or a fingerprint in place of a certificate.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-placeholder",
    severity: Severity::Error,
    finds: "A placeholder or a fingerprint in place of a certificate.",
    why: "A fingerprint tells which certificate is meant, but verifies nothing.",
    mend: "Put the certificate itself there.",
    step: Some("export-metadata"),
    refs: &["XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::NoCertificate, r"this is too short for a certificate: a placeholder, or a fingerprint")
}
