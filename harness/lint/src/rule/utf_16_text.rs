//! `utf-16-text`: XML in UTF-16.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::finding::Span;
use crate::input::Encoding;

pub(super) const RULE: Rule = Rule {
    id: "utf-16-text",
    severity: Severity::Warning,
    finds: "XML in UTF-16.",
    why: "PowerShell's `>` and some editors write UTF-16. Service providers that take an upload as UTF-8 see rubbish.",
    mend: "Save the file as UTF-8.",
    step: Some("metadata"),
    refs: &["XML 1.0, 4.3.3", "zitadel/zitadel#8928"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let wide = c.input.encoding == Encoding::Utf16;
    wide.then(|| Found::at(Span::new(0, 1), "the text is in UTF-16")).into_iter().collect()
}
