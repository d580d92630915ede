//! `entity-id-blanks`: Blanks around the entityID.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "entity-id-blanks",
    severity: Severity::Error,
    finds: "Blanks around the entityID.",
    why: "It is compared to the letter. A blank that came along when pasting cannot be seen, and nothing matches.",
    mend: "Fill in IdP Entity ID without blanks, save, export again.",
    step: Some("idp-entity-id"),
    refs: &["SAML core 8.3.6", "Codefresh, SAML with JumpCloud"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.entity_ids(
        |id| !id.trim().is_empty() && id.trim() != id,
        |id| format!("the entity ID `{}` has blanks around it", short(id)),
    )
}
