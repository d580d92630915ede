//! `several-entities`: Several entities in one file.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "several-entities",
    severity: Severity::Warning,
    finds: "Several entities in one file.",
    why: "A federation's metadata names many. A service provider that takes one reads the first, which may be the wrong one, or none.",
    mend: "Send the EntityDescriptor of the one IdP that is meant.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.3.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let idps = c.facts.entities.iter().filter(|entity| entity.idp.is_some()).count();
    let sps = c.facts.entities.iter().filter(|entity| entity.sp.is_some()).count();
    // Two documents in one file are said to be that.
    let is_one = c.input.document.as_ref().is_some_and(|document| document.roots.len() == 1);
    let second = c.facts.entities.get(1).filter(|_| is_one && (idps > 1 || sps > 1));
    let message = || format!("there are {} entities: {idps} IdPs and {sps} SPs", c.facts.entities.len());
    second.map(|second| Found::at(second.span, message())).into_iter().collect()
}
