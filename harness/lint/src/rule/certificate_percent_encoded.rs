//! `certificate-percent-encoded`: A percent-encoded certificate.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-percent-encoded",
    severity: Severity::Error,
    finds: "A percent-encoded certificate.",
    why: "It was copied out of a URL or a form.",
    mend: "Export the metadata again and insert it as it is; do not paste the certificate into it.",
    step: Some("export-metadata"),
    refs: &["XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::PercentEncoded, r"it is percent-encoded: `%2B` stands for `+`")
}
