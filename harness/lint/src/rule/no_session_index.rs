//! `no-session-index`: An AuthnStatement without SessionIndex.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-session-index",
    severity: Severity::Note,
    finds: "An AuthnStatement without SessionIndex.",
    why: "Service providers are known that answer 500 without it.",
    mend: "If the service provider fails so, tell its makers; the attribute may be absent.",
    step: None,
    refs: &["SAML core 2.7.2", "openam-jp/openam#63"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let wrong = response.has_authn_statement && response.session_index.is_none();
    wrong.then(|| Found::at(response.place(), "there is no SessionIndex")).into_iter().collect()
}
