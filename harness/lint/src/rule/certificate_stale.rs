//! `certificate-stale`: An expired certificate beside a valid one.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-stale",
    severity: Severity::Warning,
    finds: "An expired certificate beside a valid one.",
    why: "A service provider that tries the first one only refuses every response.",
    mend: "Remove the old certificate at the IdP and export the metadata again.",
    step: Some("export-metadata"),
    refs: &["Sustainsys/Saml2#1134"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.dated(
        |dated| dated.is_expired() && dated.has_valid_sibling,
        |details| format!("this certificate expired on {}; there is a valid one beside it", details.not_after),
    )
}
