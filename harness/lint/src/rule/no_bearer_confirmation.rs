//! `no-bearer-confirmation`: An assertion without a complete bearer confirmation.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-bearer-confirmation",
    severity: Severity::Error,
    finds: "An assertion without a complete bearer confirmation.",
    why: "Recipient and NotOnOrAfter say where and until when the assertion is good. Without them it must be refused.",
    mend: "Fill in ACS URL at the IdP.",
    step: Some("acs-url"),
    refs: &["SAML profiles 4.1.4.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let lacks = if response.assertions == 0 {
        return Vec::new();
    } else if !response.has_bearer {
        "no bearer SubjectConfirmation"
    } else if response.recipient.as_ref().is_none_or(|recipient| recipient.trim().is_empty()) {
        "no Recipient in its bearer confirmation"
    } else if response.confirmation_not_on_or_after.is_none() {
        "no NotOnOrAfter in its bearer confirmation"
    } else {
        return Vec::new();
    };
    vec![Found::at(response.place(), format!("the assertion has {lacks}"))]
}
