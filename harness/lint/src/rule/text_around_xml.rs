//! `text-around-xml`: Text before or behind the XML.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::xml::FaultKind;

pub(super) const RULE: Rule = Rule {
    id: "text-around-xml",
    severity: Severity::Error,
    finds: "Text before or behind the XML.",
    why: "A sentence, a file name or a number came along when the XML was copied. A parser refuses it.",
    mend: "Insert the XML alone, from the first `<` to the last `>`.",
    step: Some("metadata"),
    refs: &["XML 1.0, 2.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.faults(|kind| matches!(kind, FaultKind::Outside).then(|| "this text is no part of the XML".to_owned()))
}
