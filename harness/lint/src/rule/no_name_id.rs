//! `no-name-id`: An assertion that names nobody.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-name-id",
    severity: Severity::Error,
    finds: "An assertion that names nobody.",
    why: "The service provider cannot tell who this is.",
    mend: "Choose email as SAMLSubject NameID, and give the person a Company Email.",
    step: Some("company-email"),
    refs: &["SAML profiles 4.1.4.2", "GitLab, SAML troubleshooting"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let wrong = response.assertions > 0
        && !response.has_other_id
        && response.name_id.as_ref().is_none_or(|name_id| name_id.trim().is_empty());
    wrong
        .then(|| {
            Found::at(response.name_id.as_ref().map_or(response.place(), |name_id| name_id.span), "there is no NameID")
        })
        .into_iter()
        .collect()
}
