//! `several-certificates`: Several certificates in one file.

use super::{Context, Found, Rule};
use crate::facts::Details;
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "several-certificates",
    severity: Severity::Warning,
    finds: "Several certificates in one file.",
    why: "Service providers take the first, the last, or none of them. Of a chain only the IdP's own certificate is wanted.",
    mend: "Give the service provider the IdP's own certificate alone.",
    step: None,
    refs: &["SAML metadata 2.4.1.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let all: Vec<&Details> = c.facts.certificates.iter().filter_map(|one| one.details.as_ref()).collect();
    let Some(second) = c.facts.certificates.get(1).filter(|_| all.len() > 1) else { return Vec::new() };
    // The one that signed no other is the IdP's.
    let signed_another =
        |one: &Details| all.iter().any(|other| other.issuer == one.subject && other.subject != one.subject);
    let own: Vec<usize> = (0..all.len()).filter(|at| !signed_another(all[*at])).collect();
    let which = match own.as_slice() {
        [at] => format!("; the IdP's own is number {}, `{}`", at + 1, short(&all[*at].subject)),
        _ => String::new(),
    };
    vec![Found::at(second.place, format!("{} certificates stand in this file{which}", all.len()))]
}
