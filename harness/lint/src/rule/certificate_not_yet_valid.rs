//! `certificate-not-yet-valid`: A certificate that is not valid yet.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-not-yet-valid",
    severity: Severity::Error,
    finds: "A certificate that is not valid yet.",
    why: "The clock of the machine that made it was wrong, or it was made for later.",
    mend: "Wait, or make a new certificate at the IdP and export again.",
    step: Some("export-metadata"),
    refs: &["RFC 5280, 4.1.2.5"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.dated(
        |dated| dated.details.not_before > dated.at && !dated.has_valid_sibling,
        |details| format!("the certificate is valid from {} only", details.not_before),
    )
}
