//! `name-id-with-capitals`: An e-mail address with capitals as NameID.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "name-id-with-capitals",
    severity: Severity::Note,
    finds: "An e-mail address with capitals as NameID.",
    why: "Service providers are known that compare to the letter: one person cannot sign in and all others can.",
    mend: "Write the address in the same letters at IdP and service provider.",
    step: Some("company-email"),
    refs: &["GitLab, SAML troubleshooting"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let address = response.name_id.as_ref().filter(|name_id| name_id.contains('@'));
    let capitals = address.filter(|name_id| name_id.contains(|c: char| c.is_uppercase()));
    capitals.map(|name_id| Found::at(name_id.span, format!("`{}` has capitals", short(name_id)))).into_iter().collect()
}
