//! `non-breaking-space`: Non-breaking spaces where blanks should be.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::HarmKind;

pub(super) const RULE: Rule = Rule {
    id: "non-breaking-space",
    severity: Severity::Error,
    finds: "Non-breaking spaces where blanks should be.",
    why: "Word processors and web pages write U+00A0. It looks like a blank, and XML and comparisons do not take it for one.",
    mend: "Replace them by blanks, or take the exported file itself.",
    step: Some("metadata"),
    refs: &["XML 1.0, 2.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.strange(HarmKind::HardSpaces, "a non-breaking space")
}
