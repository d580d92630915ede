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
    // Every download of Microsoft Entra begins with one, and most service providers cope.
    let of_entra = c.facts.entities.iter().filter_map(|entity| entity.entity_id.as_deref());
    let is_entra = of_entra.into_iter().any(|id| id.starts_with("https://sts.windows.net/"));
    let severity = is_entra.then_some(Severity::Note);
    mark.then(|| Found { severity, ..Found::at(Span::new(0, 1), message) }).into_iter().collect()
}
