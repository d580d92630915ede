//! `entity-id-too-long`: An entityID of more than 1024 characters.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "entity-id-too-long",
    severity: Severity::Error,
    finds: "An entityID of more than 1024 characters.",
    why: "SAML allows 1024 characters. Data bases cut what is longer.",
    mend: "Choose a shorter entity ID.",
    step: Some("idp-entity-id"),
    refs: &["SAML core 8.3.6"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.entity_ids(
        |id| id.chars().count() > 1024,
        |id| format!("the entity ID has {} characters; 1024 are allowed", id.chars().count()),
    )
}
