//! `issuers-differ`: A response whose issuer is another than its assertion's.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "issuers-differ",
    severity: Severity::Error,
    finds: "A response whose issuer is another than its assertion's.",
    why: "Both are the IdP's entity ID. A service provider refuses the message.",
    mend: "Look at what changed the message on its way.",
    step: Some("idp-entity-id"),
    refs: &["SAML profiles 4.1.4.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    match (&response.issuer, &response.assertion_issuer) {
        (Some(outer), Some(inner)) if outer.trim() != inner.trim() => {
            let message = format!("the response is of `{}`, the assertion of `{}`", short(outer), short(inner));
            vec![Found::at(inner.span, message)]
        }
        _ => Vec::new(),
    }
}
