//! `file-too-large`: A file that is larger than what is read.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::Kind;

pub(super) const RULE: Rule = Rule {
    id: "file-too-large",
    severity: Severity::Error,
    finds: "A file that is larger than what is read.",
    why: "Metadata of one entity has a few thousand bytes. A file this large is a federation's, or another file altogether.",
    mend: "Send the metadata of the one entity that is meant.",
    step: None,
    refs: &[],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.whole(Kind::TooLarge, &format!("the file is larger than the {} MiB that are read", crate::LARGEST >> 20))
}
