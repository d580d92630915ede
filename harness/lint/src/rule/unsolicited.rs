//! `unsolicited`: A response that answers no request.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "unsolicited",
    severity: Severity::Note,
    finds: "A response that answers no request.",
    why: "It comes from the IdP's portal (the tile). A service provider may refuse it.",
    mend: "If the tile fails and Company Login works, set Login URL at JumpCloud to the page where Company Login starts.",
    step: None,
    refs: &["SAML profiles 4.1.5", "SigNoz#8647"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let wrong =
        response.assertions > 0 && response.in_response_to.is_none() && response.confirmation_in_response_to.is_none();
    wrong
        .then(|| Found::at(response.span, "there is no InResponseTo: the login began at the IdP"))
        .into_iter()
        .collect()
}
