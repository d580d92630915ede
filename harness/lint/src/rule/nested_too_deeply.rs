//! `nested-too-deeply`: Elements nested deeper than any SAML is, or far too many of them.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::xml::FaultKind;

pub(super) const RULE: Rule = Rule {
    id: "nested-too-deeply",
    severity: Severity::Error,
    finds: "Elements nested deeper than any SAML is, or far too many of them.",
    why: "Deep nesting makes parsers run out of stack. No SAML needs more than about ten levels.",
    mend: "Do not give it to a service provider. Ask where it came from.",
    step: None,
    refs: &["XML 1.0, 2.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.faults(|kind| matches!(kind, FaultKind::TooDeep | FaultKind::TooMany).then(|| kind.words()))
}
