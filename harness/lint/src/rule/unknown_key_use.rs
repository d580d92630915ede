//! `unknown-key-use`: A KeyDescriptor whose `use` is neither signing nor encryption.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "unknown-key-use",
    severity: Severity::Error,
    finds: "A KeyDescriptor whose `use` is neither signing nor encryption.",
    why: "SAML knows these two words. A key with another is for nothing.",
    mend: "Write signing or encryption.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.4.1.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let uses =
        c.facts.roles().flat_map(|(_, role)| &role.certificates).filter_map(|certificate| certificate.usage.as_ref());
    let wrong = uses.filter(|usage| !matches!(usage.text.as_str(), "signing" | "encryption"));
    wrong
        .map(|usage| Found::at(usage.span, format!("`{}` is neither signing nor encryption", short(usage))))
        .take(20)
        .collect()
}
