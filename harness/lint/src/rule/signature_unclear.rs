//! `signature-unclear`: A signature of which neither the digest nor the value fits.

use saml_signature::{Doubt, Verdict};

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "signature-unclear",
    severity: Severity::Note,
    finds: "A signature of which neither the digest nor the value fits.",
    why: "The copy was re-formatted and more, or edited, or the values are made up. Whether the signature holds where the file was sent cannot be told from this copy.",
    mend: "Ask for the file as it was sent: metadata as it is downloaded, a response as base64 out of a recording with contents.",
    step: None,
    refs: &["XML signature 3.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.verdicts(|of, verdict| {
        (verdict == Verdict::Doubt(Doubt::NothingFits)).then(|| {
            format!("neither the digest nor the value of the signature of <{of}> fits; whether it holds cannot be told from this copy")
        })
    })
}
