//! `certificate-unreadable`: Base64 of something that is no certificate.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-unreadable",
    severity: Severity::Error,
    finds: "Base64 of something that is no certificate.",
    why: "A letter was lost or changed, or it is something else altogether. JumpCloud answers 500 on export for such a certificate.",
    mend: "Export the metadata again and insert it as it is; do not paste the certificate into it.",
    step: Some("export-metadata"),
    refs: &["XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::Unreadable, r"this is no X.509 certificate")
}
