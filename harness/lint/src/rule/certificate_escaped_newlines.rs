//! `certificate-escaped-newlines`: A backslash and an n inside a certificate.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-escaped-newlines",
    severity: Severity::Error,
    finds: "A backslash and an n inside a certificate.",
    why: "The certificate was copied out of JSON, where backslash and n stand for a line's end. It is no base64.",
    mend: "Remove each backslash with its n, or export the metadata again.",
    step: Some("export-metadata"),
    refs: &["XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::EscapedNewlines, r"`\n` is written out where a line should end")
}
