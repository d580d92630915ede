//! `entity-id-is-sso-url`: An entityID that is the IdP URL.

use super::{Context, Found, Rule};
use crate::facts::Endpoint;
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "entity-id-is-sso-url",
    severity: Severity::Note,
    finds: "An entityID that is the IdP URL.",
    why: "It works, but the URL and the issuer are two fields at the service provider, and they are mixed up sooner or later.",
    mend: "Nothing, if both fields at the service provider are right.",
    step: Some("issuer"),
    refs: &["SAML metadata 2.3.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let same = c.facts.entities.iter().filter_map(|entity| {
        let (id, idp) = (entity.entity_id.as_ref()?, entity.idp.as_ref()?);
        let is = |endpoint: &Endpoint| endpoint.location.as_ref().is_some_and(|location| location.trim() == id.trim());
        (!id.trim().is_empty() && idp.login_endpoints().any(is)).then_some(id)
    });
    same.map(|id| Found::at(id.span, format!("the entity ID `{}` is the URL of the IdP, too", short(id))))
        .take(20)
        .collect()
}
