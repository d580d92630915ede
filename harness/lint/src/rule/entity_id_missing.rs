//! `entity-id-missing`: No entityID, or an empty one.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "entity-id-missing",
    severity: Severity::Error,
    finds: "No entityID, or an empty one.",
    why: "It is the issuer of every message. JumpCloud leaves it empty until somebody fills it in.",
    mend: "Fill in IdP Entity ID on the SSO tab, save, and export the metadata again.",
    step: Some("idp-entity-id"),
    refs: &["SAML metadata 2.3.2", "twentyhq/twenty#21044"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let missing =
        c.facts.entities.iter().filter(|entity| entity.is_whole).filter_map(|entity| match &entity.entity_id {
            None => Some(Found::at(entity.span, "there is no entityID")),
            Some(id) if id.trim().is_empty() => Some(Found::at(id.span, "the entityID is empty")),
            Some(_) => None,
        });
    missing.take(20).collect()
}
