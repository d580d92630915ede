//! `certificate-plus-lost`: A certificate whose `+` became blanks.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-plus-lost",
    severity: Severity::Error,
    finds: "A certificate whose `+` became blanks.",
    why: "It went through a URL without being encoded: a decoder takes `+` for a blank. The certificate is another one, or none.",
    mend: "Export the metadata again and insert it as it is; do not paste the certificate into it.",
    step: Some("export-metadata"),
    refs: &["XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::PlusLost, r"blanks stand where `+` was")
}
