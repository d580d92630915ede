//! `browser-view`: Text that was copied from the window in which a browser shows XML.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::HarmKind;

pub(super) const RULE: Rule = Rule {
    id: "browser-view",
    severity: Severity::Error,
    finds: "Text that was copied from the window in which a browser shows XML.",
    why: "The browser adds a sentence and markers for folding. They are no part of the file.",
    mend: "Save the page (Ctrl+S) or use View Source, and take the XML from there.",
    step: Some("metadata"),
    refs: &["XML 1.0, 2.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.harm(HarmKind::BrowserView, r#"this was copied from a browser's view of XML"#)
}
