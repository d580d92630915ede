//! `code-fence`: Backticks around the XML, as chats and tickets have them.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::HarmKind;

pub(super) const RULE: Rule = Rule {
    id: "code-fence",
    severity: Severity::Error,
    finds: "Backticks around the XML, as chats and tickets have them.",
    why: "They mark code in a ticket or a chat and are no part of the file.",
    mend: "Attach the exported file, or take what stands between the backticks.",
    step: Some("metadata"),
    refs: &["XML 1.0, 2.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.harm(HarmKind::Fence, r#"three backticks stand around the XML"#)
}
