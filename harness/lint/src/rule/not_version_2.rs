//! `not-version-2`: A message of another version than 2.0.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "not-version-2",
    severity: Severity::Error,
    finds: "A message of another version than 2.0.",
    why: "SAML 2.0 refuses other versions.",
    mend: "Send SAML 2.0.",
    step: None,
    refs: &["SAML core 4.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(document) = &c.input.document else { return Vec::new() };
    let messages =
        document.all().filter(|element| matches!(element.local(), "Response" | "Assertion" | "AuthnRequest"));
    let wrong = messages.filter_map(|element| match element.value("Version").as_deref() {
        Some("2.0") => None,
        Some(other) => {
            let place = element.attribute("Version").map_or(element.element().tag, |found| found.value);
            Some(Found::at(place, format!("<{}> has the version `{}`, not 2.0", element.local(), short(other))))
        }
        None => Some(Found::at(element.element().tag, format!("<{}> has no Version", element.local()))),
    });
    wrong.take(20).collect()
}
