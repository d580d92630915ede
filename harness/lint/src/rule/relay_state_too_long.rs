//! `relay-state-too-long`: A RelayState of more than 80 bytes.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::finding::Span;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "relay-state-too-long",
    severity: Severity::Warning,
    finds: "A RelayState of more than 80 bytes.",
    why: "SAML allows 80. IdPs are known that refuse more; a deep link with its query does not fit.",
    mend: "Send a short handle, and keep the page that was asked for at the service provider.",
    step: None,
    refs: &["SAML bindings 3.4.3", "kimai/kimai#5752"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let long = c.facts.relay_state.as_ref().filter(|state| state.len() > 80);
    let message = |state: &str| format!("RelayState has {} bytes: `{}`", state.len(), short(state));
    long.map(|state| Found::at(Span::default(), message(state))).into_iter().collect()
}
