//! `double-escaped`: XML that was escaped once too often.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::HarmKind;

pub(super) const RULE: Rule = Rule {
    id: "double-escaped",
    severity: Severity::Error,
    finds: "XML that was escaped once too often.",
    why: "The text was taken from inside another XML or HTML document. A parser sees no element at all.",
    mend: "Take the exported file itself, or replace `&lt;`, `&gt;`, `&quot;` and `&amp;` by the characters that they stand for.",
    step: Some("metadata"),
    refs: &["XML 1.0, 2.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.harm(HarmKind::DoubleEscaped, r#"the XML is escaped: `&lt;` stands where `<` should be"#)
}
