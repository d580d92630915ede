//! `requested-context`: A request that demands how the person signs in.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "requested-context",
    severity: Severity::Note,
    finds: "A request that demands how the person signs in.",
    why: "If the person signed in otherwise (MFA, Windows), the IdP refuses or asks again without end.",
    mend: "Remove RequestedAuthnContext at the service provider, unless it is needed.",
    step: None,
    refs: &["SAML core 3.3.2.2.1", "Ylianst/MeshCentral#1417"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(request) = &c.facts.request else { return Vec::new() };
    let first = request.authn_contexts.first();
    first.map(|class| Found::at(class.span, format!("the request demands `{}`", short(class)))).into_iter().collect()
}
