//! `blank-before-declaration`: Blanks before `<?xml`.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::finding::Span;
use crate::xml::FaultKind;

pub(super) const RULE: Rule = Rule {
    id: "blank-before-declaration",
    severity: Severity::Error,
    finds: "Blanks before `<?xml`.",
    why: "The XML declaration must be at the very beginning. Blank lines that came along when pasting make a parser refuse the file.",
    mend: "Delete what stands before the first `<`.",
    step: Some("metadata"),
    refs: &["XML 1.0, 2.8"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let late = c.faults(|kind| matches!(kind, FaultKind::LateDeclaration).then(String::new));
    let before = |span: Span| c.input.text.get(..span.start).is_some_and(|text| text.trim().is_empty());
    let first = late.into_iter().next().filter(|found| before(found.span));
    first
        .map(|found| Found::at(Span::new(0, 1), format!("{} blank characters stand before `<?xml`", found.span.start)))
        .into_iter()
        .collect()
}
