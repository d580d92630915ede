//! `certificate-not-base64`: Characters in a certificate that base64 does not have.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-not-base64",
    severity: Severity::Error,
    finds: "Characters in a certificate that base64 does not have.",
    why: "Something else came along when the certificate was copied: a label, quotes, dots for what was cut off.",
    mend: "Export the metadata again and insert it as it is; do not paste the certificate into it.",
    step: Some("export-metadata"),
    refs: &["XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::NotBase64, r"there are characters that base64 does not have")
}
