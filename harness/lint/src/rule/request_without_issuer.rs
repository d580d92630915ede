//! `request-without-issuer`: A request that does not say who asks.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "request-without-issuer",
    severity: Severity::Error,
    finds: "A request that does not say who asks.",
    why: "The IdP finds the application by the issuer.",
    mend: "Set the entity ID at the service provider.",
    step: Some("sp-entity-id"),
    refs: &["SAML profiles 4.1.4.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(request) = &c.facts.request else { return Vec::new() };
    match &request.issuer {
        None => vec![Found::at(request.span, "there is no Issuer")],
        Some(issuer) if issuer.trim().is_empty() => vec![Found::at(issuer.span, "the Issuer is empty")],
        Some(_) => Vec::new(),
    }
}
