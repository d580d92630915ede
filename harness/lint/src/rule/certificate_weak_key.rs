//! `certificate-weak-key`: A key that is too weak.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-weak-key",
    severity: Severity::Error,
    finds: "A key that is too weak.",
    why: "RSA below 2048 bits, EC below 224 and all of DSA are no longer allowed, and libraries refuse them.",
    mend: "Make a new key pair at the IdP: RSA with 2048 bits or more.",
    step: Some("export-metadata"),
    refs: &["NIST SP 800-131A"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.dated(
        |dated| {
            let details = dated.details;
            match details.key_algorithm.as_str() {
                "RSA" => details.bits < 2048,
                "EC" => details.bits < 224,
                name => name == "DSA",
            }
        },
        |details| format!("the key is {} with {} bits", details.key_algorithm, details.bits),
    )
}
