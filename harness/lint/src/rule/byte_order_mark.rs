//! `byte-order-mark`: A byte order mark before the XML.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::finding::Span;
use crate::input::Encoding;

pub(super) const RULE: Rule = Rule {
    id: "byte-order-mark",
    severity: Severity::Warning,
    finds: "A byte order mark before the XML.",
    why: "Editors on Windows put it there. It is allowed, but service providers are known that answer 500 to it.",
    mend: "Save the file as UTF-8 without BOM, or insert the text from its first `<`.",
    step: Some("metadata"),
    refs: &["XML 1.0, 4.3.3", "cloudfoundry/uaa#3994"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let mark = c.input.encoding == Encoding::Utf8Mark && c.input.document.is_some();
    let message = "a byte order mark (U+FEFF) stands before the first character";
    mark.then(|| Found::at(Span::new(0, 1), message)).into_iter().collect()
}
