//! `undeclared-entity`: A reference to an entity that XML does not know.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::xml::FaultKind;

pub(super) const RULE: Rule = Rule {
    id: "undeclared-entity",
    severity: Severity::Error,
    finds: "A reference to an entity that XML does not know.",
    why: "`&nbsp;` and others are HTML's. In XML they are an error, and an entity of a DOCTYPE is not expanded by careful service providers.",
    mend: "Write the character itself.",
    step: Some("export-metadata"),
    refs: &["XML 1.0, 4.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.faults(|kind| matches!(kind, FaultKind::Entity(_)).then(|| kind.words()))
}
