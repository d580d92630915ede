//! `invalid-utf-8`: Bytes that are no UTF-8.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::EncodingFault;

pub(super) const RULE: Rule = Rule {
    id: "invalid-utf-8",
    severity: Severity::Error,
    finds: "Bytes that are no UTF-8.",
    why: "The file was changed by an editor with another encoding, or is damaged. XML parsers refuse it.",
    mend: "Export the metadata again and send the file without opening it in an editor.",
    step: Some("export-metadata"),
    refs: &["XML 1.0, 4.3.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    match &c.input.encoding_fault {
        Some(EncodingFault::Invalid(span)) => vec![Found::at(*span, "here is a byte that is no UTF-8")],
        _ => Vec::new(),
    }
}
