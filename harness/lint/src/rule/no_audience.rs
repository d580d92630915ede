//! `no-audience`: An assertion that names no audience.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-audience",
    severity: Severity::Error,
    finds: "An assertion that names no audience.",
    why: "It would be good at every service provider. This one must refuse it.",
    mend: "Fill in SP Entity ID at the IdP.",
    step: Some("sp-entity-id"),
    refs: &["SAML profiles 4.1.4.2", "SAML core 2.5.1.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let wrong = response.assertions > 0 && response.audiences.iter().all(|audience| audience.trim().is_empty());
    wrong
        .then(|| {
            Found::at(
                response.audiences.first().map_or(response.place(), |audience| audience.span),
                "the assertion names no audience",
            )
        })
        .into_iter()
        .collect()
}
