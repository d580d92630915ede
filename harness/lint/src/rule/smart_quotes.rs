//! `smart-quotes`: Typographic quotes in tags.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::HarmKind;

pub(super) const RULE: Rule = Rule {
    id: "smart-quotes",
    severity: Severity::Error,
    finds: "Typographic quotes in tags.",
    why: "A word processor or a chat changed the quotes. XML knows straight ones only.",
    mend: "Do not paste metadata through a word processor, mail or chat: attach the exported file.",
    step: Some("metadata"),
    refs: &["XML 1.0, 2.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.harm(HarmKind::SmartQuotes, r#"a typographic quote where XML needs a straight one"#)
}
