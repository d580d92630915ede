//! `no-post-acs`: An SP that takes no responses by HTTP-POST.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-post-acs",
    severity: Severity::Error,
    finds: "An SP that takes no responses by HTTP-POST.",
    why: "JumpCloud and most IdPs send responses by HTTP-POST. Without such an AssertionConsumerService there is nowhere to send them.",
    mend: "Export the SP's metadata again; an AssertionConsumerService with HTTP-POST belongs in it.",
    step: Some("acs-url"),
    refs: &["SAML metadata 2.4.4", "SAML profiles 4.1.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let without = c.sps().filter(|role| !role.login_endpoints().any(|endpoint| endpoint.has_binding("HTTP-POST")));
    let found = without.map(|role| match role.login_endpoints().next() {
        Some(first) => Found::at(first.span, "there is no AssertionConsumerService with HTTP-POST"),
        None => Found::at(role.span, "there is no AssertionConsumerService"),
    });
    found.take(20).collect()
}
