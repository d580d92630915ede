//! `undeclared-prefix`: A prefix without a namespace.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::xml::FaultKind;

pub(super) const RULE: Rule = Rule {
    id: "undeclared-prefix",
    severity: Severity::Error,
    finds: "A prefix without a namespace.",
    why: "An element was copied without the one around it, where its prefix is declared.",
    mend: "Export the whole metadata; do not cut it.",
    step: Some("export-metadata"),
    refs: &["Namespaces in XML 1.0, 5"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.faults(|kind| matches!(kind, FaultKind::Prefix(_)).then(|| kind.words()))
}
