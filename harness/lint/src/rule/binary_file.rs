//! `binary-file`: A PDF, picture, archive or document.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::Kind;

pub(super) const RULE: Rule = Rule {
    id: "binary-file",
    severity: Severity::Error,
    finds: "A PDF, picture, archive or document.",
    why: "Metadata is a text file. A document around it cannot be read by machines.",
    mend: "Send the exported XML file itself: no picture, no PDF, no archive, no document.",
    step: Some("export-metadata"),
    refs: &[],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.whole(Kind::Binary, "this is a binary file (a PDF, a picture, an archive or a document), not SAML")
}
