//! `certificate-empty`: An X509Certificate element without content.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-empty",
    severity: Severity::Error,
    finds: "An X509Certificate element without content.",
    why: "There is no key to verify with.",
    mend: "Export the metadata again. If it is still empty, make a certificate at the IdP.",
    step: Some("export-metadata"),
    refs: &["XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::Empty, r"there is no certificate in it")
}
