//! `certificate-weak-signature`: A certificate that is signed with SHA-1 or MD5.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-weak-signature",
    severity: Severity::Warning,
    finds: "A certificate that is signed with SHA-1 or MD5.",
    why: "Cryptographic libraries of today refuse to load it at their usual level.",
    mend: "Make a new certificate at the IdP; it uses SHA-256.",
    step: Some("export-metadata"),
    refs: &["NIST SP 800-131A"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.dated(
        |dated| {
            let name = dated.details.signature_algorithm.to_ascii_lowercase();
            ["sha1", "md5", "md2", "md4"].iter().any(|weak| name.contains(weak))
        },
        |details| format!("the certificate is signed with {}", details.signature_algorithm),
    )
}
