//! `acs-url-and-index`: A request that names the ACS by URL and by index.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "acs-url-and-index",
    severity: Severity::Warning,
    finds: "A request that names the ACS by URL and by index.",
    why: "One of them excludes the other. IdPs refuse it or choose.",
    mend: "Send one of them.",
    step: None,
    refs: &["SAML core 3.4.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(request) = &c.facts.request else { return Vec::new() };
    let both = request.acs_index.as_ref().filter(|_| request.acs_url.is_some() || request.protocol_binding.is_some());
    let message = "AssertionConsumerServiceIndex stands beside the URL or the binding";
    both.map(|index| Found::at(index.span, message)).into_iter().collect()
}
