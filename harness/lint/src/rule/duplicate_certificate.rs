//! `duplicate-certificate`: The same certificate twice for the same use.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-certificate",
    severity: Severity::Note,
    finds: "The same certificate twice for the same use.",
    why: "It does no harm, and it shows that a renewal was not finished: the new one was to be the other.",
    mend: "Export the metadata again when the new certificate is active.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.4.1.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (_, role) in c.facts.roles() {
        let mut seen = std::collections::HashSet::new();
        for certificate in &role.certificates {
            let usage = certificate.usage.as_ref().map(|usage| usage.text.clone());
            if certificate.details.as_ref().is_some_and(|details| !seen.insert((usage, details.sha256.clone()))) {
                found.push(Found::at(certificate.place, "this certificate is there twice"));
            }
        }
    }
    found.truncate(20);
    found
}
