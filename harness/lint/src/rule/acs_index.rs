//! `acs-index`: AssertionConsumerService elements whose index is missing, wrong or there twice.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "acs-index",
    severity: Severity::Warning,
    finds: "AssertionConsumerService elements whose index is missing, wrong or there twice.",
    why: "A request may name a service by its index. Parsers that validate refuse the file.",
    mend: "Give each AssertionConsumerService an index of its own, from 0.",
    step: Some("acs-url"),
    refs: &["SAML metadata 2.2.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for role in c.sps() {
        let mut seen = std::collections::HashSet::new();
        for endpoint in role.login_endpoints() {
            let Some(index) = &endpoint.index else {
                found.push(Found::at(endpoint.span, "the AssertionConsumerService has no index"));
                continue;
            };
            match index.trim().parse::<u16>() {
                Err(_) => found.push(Found::at(index.span, format!("the index `{}` is no number", short(index)))),
                Ok(number) if !seen.insert(number) => {
                    found.push(Found::at(index.span, format!("the index {number} is there twice")));
                }
                Ok(_) => {}
            }
        }
    }
    found.truncate(20);
    found
}
