//! `bare-ampersand`: `&` that should be `&amp;`.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::xml::FaultKind;

pub(super) const RULE: Rule = Rule {
    id: "bare-ampersand",
    severity: Severity::Error,
    finds: "`&` that should be `&amp;`.",
    why: "A URL with several parameters was typed into the XML by hand. In XML `&` begins a reference.",
    mend: "Write `&amp;` for each `&` in the URL.",
    step: Some("export-metadata"),
    refs: &["XML 1.0, 2.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.faults(|kind| matches!(kind, FaultKind::Ampersand).then(|| kind.words()))
}
