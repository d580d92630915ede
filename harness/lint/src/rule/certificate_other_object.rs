//! `certificate-other-object`: A public key, a certificate request or a PKCS #7 bundle in place of a certificate.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-other-object",
    severity: Severity::Error,
    finds: "A public key, a certificate request or a PKCS #7 bundle in place of a certificate.",
    why: "The element holds an X.509 certificate, and nothing else.",
    mend: "Put the certificate there.",
    step: Some("export-metadata"),
    refs: &["XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(
        Mangling::OtherObject,
        r"this is a public key, a certificate request or a PKCS #7 bundle, not a certificate",
    )
}
