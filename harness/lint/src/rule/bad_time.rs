//! `bad-time`: A time that is none.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "bad-time",
    severity: Severity::Error,
    finds: "A time that is none.",
    why: "Times are written as 2026-11-27T12:00:00Z. A service provider refuses others, or reads them as another time.",
    mend: "Write the time in UTC, with Z at its end.",
    step: Some("export-metadata"),
    refs: &["SAML core 1.3.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let entities = c.facts.entities.iter().filter_map(|entity| entity.valid_until.as_ref());
    let roles = c.facts.roles().filter_map(|(_, role)| role.valid_until.as_ref());
    let request = c.facts.request.iter().filter_map(|request| request.issue_instant.as_ref());
    let response = c.facts.response.iter().flat_map(|response| {
        let window = [&response.not_before, &response.not_on_or_after];
        let others = [&response.issue_instant, &response.confirmation_not_on_or_after];
        window.into_iter().chain(others).flatten()
    });
    let wrong = entities.chain(roles).chain(request).chain(response).filter(|value| value.as_time().is_none());
    wrong.map(|value| Found::at(value.span, format!("`{}` is no time in UTC", short(value)))).take(20).collect()
}
