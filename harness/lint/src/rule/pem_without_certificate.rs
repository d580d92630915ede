//! `pem-without-certificate`: A public key, a certificate request or the like in a PEM file.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::Kind;

pub(super) const RULE: Rule = Rule {
    id: "pem-without-certificate",
    severity: Severity::Error,
    finds: "A public key, a certificate request or the like in a PEM file.",
    why: "A service provider verifies with a certificate. A request is not yet one, and a key alone has no dates.",
    mend: "Download the certificate from the IdP; its first line is -----BEGIN CERTIFICATE-----.",
    step: Some("export-metadata"),
    refs: &[],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.whole(Kind::OtherPem, "this PEM file holds no certificate")
}
