//! `certificate-truncated`: A certificate whose end is missing.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-truncated",
    severity: Severity::Error,
    finds: "A certificate whose end is missing.",
    why: "It was not copied to its end.",
    mend: "Export the metadata again and insert it as it is; do not paste the certificate into it.",
    step: Some("export-metadata"),
    refs: &["XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::Truncated, r"the end of the certificate is missing")
}
