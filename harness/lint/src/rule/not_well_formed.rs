//! `not-well-formed`: XML that is not well-formed.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::xml::FaultKind;

pub(super) const RULE: Rule = Rule {
    id: "not-well-formed",
    severity: Severity::Error,
    finds: "XML that is not well-formed.",
    why: "A parser refuses the whole file for one wrong character.",
    mend: "Take the exported file itself. If it was changed by hand, undo that.",
    step: Some("export-metadata"),
    refs: &["XML 1.0, 2.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.faults(|kind| match kind {
        FaultKind::WrongEnd(..)
        | FaultKind::Unquoted
        | FaultKind::NoValue
        | FaultKind::Duplicate(_)
        | FaultKind::LessThan
        | FaultKind::Character(_)
        | FaultKind::Name(_)
        | FaultKind::Other(_) => Some(format!("not well-formed: {}", kind.words())),
        _ => None,
    })
}
