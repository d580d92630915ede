//! `entity-id-inner-blanks`: Blanks inside the entityID.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "entity-id-inner-blanks",
    severity: Severity::Warning,
    finds: "Blanks inside the entityID.",
    why: "An entity ID is a URI, which has no blanks. Some service providers refuse it, others encode it and find that it differs.",
    mend: "Choose an entity ID without blanks.",
    step: Some("idp-entity-id"),
    refs: &["SAML core 8.3.6"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.entity_ids(
        |id| id.trim().contains(char::is_whitespace),
        |id| format!("the entity ID `{}` has a blank in it", short(id)),
    )
}
