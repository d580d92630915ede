//! `json-escaped`: XML with the backslashes of a JSON string.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::HarmKind;

pub(super) const RULE: Rule = Rule {
    id: "json-escaped",
    severity: Severity::Error,
    finds: "XML with the backslashes of a JSON string.",
    why: "The text was copied out of an API's answer or a log. The backslashes are no XML.",
    mend: "Take the exported file itself, or decode the JSON string first.",
    step: Some("metadata"),
    refs: &["XML 1.0, 2.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.harm(HarmKind::Backslashes, r#"the XML is escaped as in a string of JSON, with backslashes"#)
}
