//! `entity-id-placeholder`: A placeholder as entityID.

use super::{Context, Found, Rule, placeholder};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "entity-id-placeholder",
    severity: Severity::Error,
    finds: "A placeholder as entityID.",
    why: "The example of a set-up page was left as it was, so the issuer is nobody's or every customer's.",
    mend: "Fill in the value that is meant, save, export again.",
    step: Some("idp-entity-id"),
    refs: &["SAML metadata 2.3.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.entity_ids(placeholder, |id| format!("the entity ID `{}` is a placeholder", short(id)))
}
