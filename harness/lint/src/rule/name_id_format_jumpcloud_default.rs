//! `name-id-format-jumpcloud-default`: JumpCloud's default NameID format, which SAML 2.0 does not have.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "name-id-format-jumpcloud-default",
    severity: Severity::Note,
    finds: "JumpCloud's default NameID format, which SAML 2.0 does not have.",
    why: "JumpCloud writes urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified; the standard has 1.1. Strict service providers refuse it.",
    mend: "If the service provider refuses it, choose urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress as SAMLSubject NameID Format.",
    step: None,
    refs: &["SAML core 8.3.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let odd =
        c.name_id_formats().filter(|format| format.trim() == "urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified");
    odd.map(|format| Found::at(format.span, "SAML:1.0 is JumpCloud's default; the standard has SAML:1.1"))
        .take(1)
        .collect()
}
