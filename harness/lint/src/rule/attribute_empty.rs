//! `attribute-empty`: An attribute without a value.

use super::{Context, Found, Rule};
use crate::facts::Value;
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "attribute-empty",
    severity: Severity::Warning,
    finds: "An attribute without a value.",
    why: "The person's record at the IdP lacks it. The service provider says that it cannot be blank, or answers 500.",
    mend: "Fill the field in at the person's record, or do not map the attribute.",
    step: Some("user-details"),
    refs: &["SAML core 2.7.3.1", "GitLab, SAML troubleshooting"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(response) = &c.facts.response else { return Vec::new() };
    let empty =
        response.attributes.iter().filter(|attribute| attribute.values.iter().all(|value| value.trim().is_empty()));
    let message = |name: &Value| format!("the attribute `{}` has no value", short(name));
    empty.map(|attribute| Found::at(attribute.name.span, message(&attribute.name))).take(20).collect()
}
