//! `duplicate-entity`: Two entities of the same entityID.

use super::{Context, Found, Rule};
use crate::facts::Value;
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-entity",
    severity: Severity::Error,
    finds: "Two entities of the same entityID.",
    why: "The entity ID tells them apart. An IdP that has the SP's own is refused, and of two IdPs a service provider takes either.",
    mend: "Give each its own entity ID: at JumpCloud, IdP Entity ID is any value that nobody else has.",
    step: Some("idp-entity-id"),
    refs: &["SAML metadata 2.3.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let mut seen = std::collections::HashSet::new();
    let ids = c.facts.entities.iter().filter_map(|entity| entity.entity_id.as_ref());
    let again = ids.filter(|id| !id.is_empty() && !seen.insert(id.text.clone()));
    let message = |id: &Value| format!("the entity ID `{}` is there twice", short(id));
    again.map(|id| Found::at(id.span, message(id))).take(20).collect()
}
