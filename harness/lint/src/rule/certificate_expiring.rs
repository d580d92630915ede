//! `certificate-expiring`: A certificate that expires within 30 days.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "certificate-expiring",
    severity: Severity::Warning,
    finds: "A certificate that expires within 30 days.",
    why: "On that day everybody is locked out at once, unless the service provider has the new one before.",
    mend: "Make a new certificate at the IdP in time and insert the new metadata at the service provider.",
    step: Some("export-metadata"),
    refs: &["RFC 5280, 4.1.2.5"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.dated(
        |dated| dated.expires_within_days(30) && !dated.has_later_sibling,
        |details| format!("the certificate `{}` expires on {}", short(&details.subject), details.not_after),
    )
}
