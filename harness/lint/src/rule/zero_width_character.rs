//! `zero-width-character`: Characters that cannot be seen.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::HarmKind;

pub(super) const RULE: Rule = Rule {
    id: "zero-width-character",
    severity: Severity::Error,
    finds: "Characters that cannot be seen.",
    why: "A zero-width space or a soft hyphen came along when the value was copied. Two values look the same and differ.",
    mend: "Delete the value and type it, or copy it from the exported file.",
    step: Some("metadata"),
    refs: &["XML 1.0, 2.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.strange(HarmKind::Invisible, "a character that cannot be seen")
}
