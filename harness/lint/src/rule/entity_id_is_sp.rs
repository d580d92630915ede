//! `entity-id-is-sp`: The entityID of an IdP that looks like a service provider's.

use super::{Context, Found, Rule};
use crate::facts::Value;
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "entity-id-is-sp",
    severity: Severity::Warning,
    finds: "The entityID of an IdP that looks like a service provider's.",
    why: "SP Entity ID or ACS URL was filled in where IdP Entity ID was meant. The service provider sees its own name as issuer.",
    mend: "Give IdP Entity ID a value of its own.",
    step: Some("idp-entity-id"),
    refs: &["SAML metadata 2.3.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    const ENDS: [&str; 7] =
        ["/acs", "/consume", "/saml/sp", "/saml2/sp", "/assertionconsumerservice", "/sp/metadata", "/sp"];
    let idps = c.facts.entities.iter().filter(|entity| entity.idp.is_some() && entity.sp.is_none());
    let looks = idps.filter_map(|entity| entity.entity_id.as_ref()).filter(|id| {
        let id = id.trim().trim_end_matches('/').to_ascii_lowercase();
        ENDS.iter().any(|end| id.ends_with(end))
    });
    let message = |id: &Value| format!("the IdP's entity ID `{}` looks like that of a service provider", short(id));
    looks.map(|id| Found::at(id.span, message(id))).take(20).collect()
}
