//! `several-documents`: Several XML documents in one file.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::xml::FaultKind;

pub(super) const RULE: Rule = Rule {
    id: "several-documents",
    severity: Severity::Error,
    finds: "Several XML documents in one file.",
    why: "Two files were pasted one behind the other. A parser reads one and refuses the rest.",
    mend: "Send one file for each document.",
    step: Some("metadata"),
    refs: &["XML 1.0, 2.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.faults(|kind| matches!(kind, FaultKind::SecondRoot).then(|| kind.words())).into_iter().take(1).collect()
}
