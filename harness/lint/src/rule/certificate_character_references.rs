//! `certificate-character-references`: `&#13;` inside a certificate.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-character-references",
    severity: Severity::Warning,
    finds: "`&#13;` inside a certificate.",
    why: "Line ends of Windows were written as references. Most parsers cope, some hand the letter on and fail.",
    mend: "Export the metadata again, or remove the references.",
    step: Some("export-metadata"),
    refs: &["XML 1.0, 2.11", "XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::CharacterReferences, r"line ends are written out as `&#13;` or the like")
}
