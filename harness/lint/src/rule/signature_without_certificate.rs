//! `signature-without-certificate`: A signature without a certificate in it.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "signature-without-certificate",
    severity: Severity::Note,
    finds: "A signature without a certificate in it.",
    why: "It is allowed. A service provider that knows a fingerprint only cannot verify it.",
    mend: "Give the service provider the certificate, not its fingerprint.",
    step: Some("metadata"),
    refs: &["SAML core 5.4.5", "GitLab, SAML troubleshooting"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let without = c.signatures().filter(|signature| signature.certificates.is_empty());
    without
        .map(|signature| Found::at(signature.span, "there is no certificate in the signature's KeyInfo"))
        .take(20)
        .collect()
}
