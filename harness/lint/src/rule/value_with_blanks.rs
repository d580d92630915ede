//! `value-with-blanks`: Blanks around an issuer, audience or NameID.

use super::{Context, Found, Rule};
use crate::facts::Value;
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "value-with-blanks",
    severity: Severity::Error,
    finds: "Blanks around an issuer, audience or NameID.",
    why: "They are compared to the letter. The blank came along when the value was copied into the IdP's form.",
    mend: "Fill the value in again without blanks, and save.",
    step: Some("issuer"),
    refs: &["SAML core 2.2.5", "GitLab, SAML troubleshooting"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let response = c.facts.response.iter().flat_map(|response| {
        let single = [&response.issuer, &response.assertion_issuer, &response.name_id];
        single.into_iter().flatten().chain(&response.audiences)
    });
    let request = c.facts.request.iter().filter_map(|request| request.issuer.as_ref());
    // Line ends and indentation are those of a pretty-printer.
    let typed = |value: &&Value| value.trim() != value.text && !value.trim().is_empty() && !value.contains('\n');
    let message = |value: &Value| format!("the value `{}` has blanks around it", short(value));
    response.chain(request).filter(typed).map(|value| Found::at(value.span, message(value))).collect()
}
