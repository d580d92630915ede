//! `certificate-blanks`: Blanks inside a certificate.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-blanks",
    severity: Severity::Warning,
    finds: "Blanks inside a certificate.",
    why: "Line ends became blanks when the text was copied. XML allows them; parsers that cut at blanks read the first part.",
    mend: "Export the metadata again and insert it as it is; do not paste the certificate into it.",
    step: Some("export-metadata"),
    refs: &["XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::Blanks, r"there are blanks inside a line")
}
