//! `endpoint-placeholder`: A placeholder as URL.

use super::{Context, Found, Rule, placeholder};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "endpoint-placeholder",
    severity: Severity::Error,
    finds: "A placeholder as URL.",
    why: "JumpCloud's template says https://YOUR_ACS_URL/ until somebody fills the field in.",
    mend: "Fill in the URL that is meant, save, export again.",
    step: Some("acs-url"),
    refs: &["SAML metadata 2.2.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.locations(placeholder, |url| format!("the URL `{}` is a placeholder", short(url)))
}
