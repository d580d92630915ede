//! `empty-file`: A file with nothing in it, or with blanks only.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::Kind;

pub(super) const RULE: Rule = Rule {
    id: "empty-file",
    severity: Severity::Error,
    finds: "A file with nothing in it, or with blanks only.",
    why: "A download that was broken off, or a field that was saved empty, leaves nothing to read.",
    mend: "Export the metadata again and look at the file before sending it.",
    step: Some("export-metadata"),
    refs: &[],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.whole(Kind::Empty, "the file is empty")
}
