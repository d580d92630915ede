//! `quoted-mail`: Quote marks of a mail before the lines.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::HarmKind;

pub(super) const RULE: Rule = Rule {
    id: "quoted-mail",
    severity: Severity::Error,
    finds: "Quote marks of a mail before the lines.",
    why: "The XML was copied out of a reply. The marks are no part of it.",
    mend: "Attach the exported file.",
    step: Some("metadata"),
    refs: &["XML 1.0, 2.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.harm(HarmKind::QuotedMail, r#"`>` stands before the lines, as a reply quotes a mail"#)
}
