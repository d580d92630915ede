//! `no-authn-statement`: An assertion that does not say how the person signed in.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-authn-statement",
    severity: Severity::Error,
    finds: "An assertion that does not say how the person signed in.",
    why: "One AuthnStatement is demanded for a login.",
    mend: "Capture the response again; if it is so at the IdP, its settings are broken.",
    step: None,
    refs: &["SAML profiles 4.1.4.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let wrong = response.assertions > 0 && !response.has_authn_statement;
    wrong.then(|| Found::at(response.place(), "there is no AuthnStatement")).into_iter().collect()
}
