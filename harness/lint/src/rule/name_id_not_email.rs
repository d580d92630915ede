//! `name-id-not-email`: A NameID that says that it is an e-mail address and is none.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "name-id-not-email",
    severity: Severity::Warning,
    finds: "A NameID that says that it is an e-mail address and is none.",
    why: "The service provider looks for a person of that address and finds nobody.",
    mend: "Choose email as SAMLSubject NameID, and give the person a Company Email.",
    step: Some("company-email"),
    refs: &["SAML core 8.3.2", "grokability/snipe-it#15623"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let says = response.name_id_format.as_ref().is_some_and(|format| format.trim().ends_with(":emailAddress"));
    let wrong =
        response.name_id.as_ref().filter(|name_id| says && !name_id.trim().is_empty() && !name_id.contains('@'));
    wrong
        .map(|name_id| Found::at(name_id.span, format!("`{}` is no e-mail address", short(name_id))))
        .into_iter()
        .collect()
}
