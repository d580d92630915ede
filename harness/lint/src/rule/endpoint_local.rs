//! `endpoint-local`: An endpoint that only one machine or network reaches.

use super::{Context, Found, Rule, local, parsed};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "endpoint-local",
    severity: Severity::Note,
    finds: "An endpoint that only one machine or network reaches.",
    why: "localhost and private addresses are those of a developer's machine. The customer's browser ends nowhere.",
    mend: "Export the metadata from the system that people use.",
    step: Some("acs-url"),
    refs: &["SAML metadata 2.2.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.locations(
        |url| parsed(url).is_some_and(|parsed| local(&parsed)),
        |url| format!("`{}` is reached from this machine or network alone", short(url)),
    )
}
