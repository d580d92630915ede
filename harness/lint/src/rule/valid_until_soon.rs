//! `valid-until-soon`: Metadata whose validUntil passes within two days.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "valid-until-soon",
    severity: Severity::Warning,
    finds: "Metadata whose validUntil passes within two days.",
    why: "A service provider that took it as a file does not fetch it again.",
    mend: "Give the service provider the metadata's URL, or export again before that day.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.3.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let limit = c.at.checked_add(jiff::SignedDuration::from_hours(48)).unwrap_or(c.at);
    let soon = c.valid_untils().filter(|value| value.as_time().is_some_and(|time| time > c.at && time < limit));
    soon.map(|value| Found::at(value.span, format!("the metadata is valid until {} only", short(value))))
        .take(1)
        .collect()
}
