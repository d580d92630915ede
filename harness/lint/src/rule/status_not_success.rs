//! `status-not-success`: A response that says that the login failed.

use super::{Context, Found, Rule};
use crate::facts::Value;
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "status-not-success",
    severity: Severity::Error,
    finds: "A response that says that the login failed.",
    why: "The IdP tells the service provider that it lets nobody in. The reason is at the IdP.",
    mend: "Look at the IdP's log: the person, the request or the application is not as it wants.",
    step: Some("select-group-for-application"),
    refs: &["SAML core 3.2.2.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let outer = response.status.first().filter(|code| !code.ends_with(":Success"));
    let words = |value: &Value| value.rsplit(':').next().map(short).unwrap_or_default();
    let codes: Vec<String> = response.status.iter().map(words).collect();
    let said = response.status_message.as_ref().map(|said| format!(" (`{}`)", short(said))).unwrap_or_default();
    outer.map(|outer| Found::at(outer.span, format!("the status is {}{said}", codes.join(", ")))).into_iter().collect()
}
