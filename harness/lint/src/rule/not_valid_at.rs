//! `not-valid-at`: A response that was not valid at the time given by --at.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "not-valid-at",
    severity: Severity::Error,
    finds: "A response that was not valid at the time given by --at.",
    why: "With --at the time of the login, this tells whether the clocks of IdP and service provider fit.",
    mend: "Set both clocks by NTP; allow a minute of skew at the service provider.",
    step: None,
    refs: &["SAML core 2.5.1.2", "SAML profiles 4.1.4.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let ends = [&response.not_on_or_after, &response.confirmation_not_on_or_after].into_iter().flatten();
    let late = ends.filter(|value| value.as_time().is_some_and(|end| c.at >= end));
    let late = late.map(|value| Found::at(value.span, format!("at {} it had expired", c.at)));
    let early = response.not_before.iter().filter(|value| value.as_time().is_some_and(|start| c.at < start));
    let early = early.map(|value| Found::at(value.span, format!("at {} it was not yet valid", c.at)));
    late.chain(early).take(usize::from(c.at_given)).collect()
}
