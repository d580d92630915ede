//! `certificate-twice-encoded`: A certificate that was encoded twice.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "certificate-twice-encoded",
    severity: Severity::Error,
    finds: "A certificate that was encoded twice.",
    why: "JumpCloud's API keeps the base64 of the PEM text. Put into metadata as it is, it is no certificate.",
    mend: "Decode it once; what stands between BEGIN and END belongs in the element.",
    step: Some("export-metadata"),
    refs: &["XML signature 4.5.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.mangled(Mangling::TwiceEncoded, r"it is base64 of PEM text or of base64")
}
