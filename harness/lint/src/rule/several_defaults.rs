//! `several-defaults`: Several AssertionConsumerServices that are the default.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "several-defaults",
    severity: Severity::Warning,
    finds: "Several AssertionConsumerServices that are the default.",
    why: "Which of them gets the response is left to chance.",
    mend: "Leave isDefault at one of them.",
    step: Some("acs-url"),
    refs: &["SAML metadata 2.2.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let second = c.sps().filter_map(|role| {
        let defaults = role.login_endpoints().filter_map(|endpoint| endpoint.is_default.as_ref());
        defaults.filter(|value| value.as_bool() == Some(true)).nth(1)
    });
    second
        .map(|second| Found::at(second.span, "a second AssertionConsumerService says that it is the default"))
        .take(20)
        .collect()
}
