//! `destination-differs`: A response that is sent to one address and meant for another.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "destination-differs",
    severity: Severity::Error,
    finds: "A response that is sent to one address and meant for another.",
    why: "Destination and Recipient are both the ACS URL. Where they differ, the service provider refuses one of them.",
    mend: "Fill in ACS URL at the IdP, and set the service provider's own base URL.",
    step: Some("acs-url"),
    refs: &["SAML bindings 3.5.5.2", "SAML profiles 4.1.4.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    match (&response.destination, &response.recipient) {
        (Some(destination), Some(recipient)) if destination.trim() != recipient.trim() => {
            let message = format!("Destination is `{}`, Recipient is `{}`", short(destination), short(recipient));
            vec![Found::at(recipient.span, message)]
        }
        _ => Vec::new(),
    }
}
