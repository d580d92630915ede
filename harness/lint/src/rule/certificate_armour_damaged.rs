//! `certificate-armour-damaged`: A PEM file whose armour lines are damaged.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-armour-damaged",
    severity: Severity::Error,
    finds: "A PEM file whose lines BEGIN and END have not five dashes.",
    why: "Word processors and chats make one long dash of several, and a dash is easily left out when copying. No parser knows the line then.",
    mend: "Download the certificate again; its first line is -----BEGIN CERTIFICATE-----.",
    step: Some("export-metadata"),
    refs: &["RFC 7468, 2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::ArmourDamaged, "the lines BEGIN and END need five dashes on each side")
}
