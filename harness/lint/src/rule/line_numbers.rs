//! `line-numbers`: Line numbers before the lines.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::HarmKind;

pub(super) const RULE: Rule = Rule {
    id: "line-numbers",
    severity: Severity::Error,
    finds: "Line numbers before the lines.",
    why: "They came along when the text was copied from an editor or a web page.",
    mend: "Attach the exported file.",
    step: Some("metadata"),
    refs: &["XML 1.0, 2.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.harm(HarmKind::LineNumbers, r#"there are line numbers before the lines"#)
}
