//! `in-response-to-differs`: A response that answers one request and an assertion that answers another.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "in-response-to-differs",
    severity: Severity::Error,
    finds: "A response that answers one request and an assertion that answers another.",
    why: "Both are the ID of the one request. The service provider refuses the message.",
    mend: "Start the login again; a message that was kept or changed does not fit.",
    step: None,
    refs: &["SAML profiles 4.1.4.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    match (&response.in_response_to, &response.confirmation_in_response_to) {
        (Some(outer), Some(inner)) if outer.text != inner.text => {
            vec![Found::at(inner.span, format!("InResponseTo is `{}` and `{}`", short(outer), short(inner)))]
        }
        _ => Vec::new(),
    }
}
