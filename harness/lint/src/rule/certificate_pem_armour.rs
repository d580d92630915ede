//! `certificate-pem-armour`: PEM armour inside X509Certificate.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-pem-armour",
    severity: Severity::Error,
    finds: "PEM armour inside X509Certificate.",
    why: "The element holds base64 alone. The lines BEGIN and END make most parsers fail or, worse, read on.",
    mend: "Remove the lines -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----.",
    step: Some("export-metadata"),
    refs: &["XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::Armour, r"the lines of PEM (BEGIN, END) stand inside the element")
}
