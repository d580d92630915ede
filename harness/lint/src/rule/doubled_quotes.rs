//! `doubled-quotes`: XML with doubled quotes, as a cell of a table has them.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::HarmKind;

pub(super) const RULE: Rule = Rule {
    id: "doubled-quotes",
    severity: Severity::Error,
    finds: "XML with doubled quotes, as a cell of a table has them.",
    why: "The text was copied out of a CSV file or a spreadsheet, which write each quote twice.",
    mend: "Attach the exported file.",
    step: Some("metadata"),
    refs: &["RFC 4180, 2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.harm(HarmKind::DoubledQuotes, "the quotes are doubled, as in a CSV file")
}
