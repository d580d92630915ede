//! `truncated`: XML whose end is missing.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;
use crate::xml::FaultKind;

pub(super) const RULE: Rule = Rule {
    id: "truncated",
    severity: Severity::Error,
    finds: "XML whose end is missing.",
    why: "The text was not copied to its end, or the download was broken off.",
    mend: "Export the metadata again and insert all of it, from the first `<` to the last `>`.",
    step: Some("metadata"),
    refs: &["XML 1.0, 2.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.faults(|kind| match kind {
        FaultKind::EndsInside(_) => Some(format!("the end is missing: {}", kind.words())),
        FaultKind::Unclosed(open) => {
            let names: Vec<String> = open.iter().take(6).map(|name| format!("</{}>", short(name))).collect();
            Some(format!("the end is missing: {}; to come are {}", kind.words(), names.join(" ")))
        }
        _ => None,
    })
}
