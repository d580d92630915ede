//! `certificate-expired`: A certificate that has expired, and no other that is valid.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "certificate-expired",
    severity: Severity::Error,
    finds: "A certificate that has expired, and no other that is valid.",
    why: "Some service providers refuse it, some do not look: then people can sign in until somebody updates a library.",
    mend: "Make a new certificate at the IdP, export the metadata again, and insert it at the service provider.",
    step: Some("export-metadata"),
    refs: &["RFC 5280, 4.1.2.5", "ITfoxtec.Identity.Saml2#103"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.dated(
        |dated| dated.is_expired() && !dated.has_valid_sibling,
        |details| format!("the certificate `{}` expired on {}", short(&details.subject), details.not_after),
    )
}
