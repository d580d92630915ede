//! `signature-content-changed`: A signature over something that was changed after it was signed.

use saml_signature::Verdict;

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "signature-content-changed",
    severity: Severity::Error,
    finds: "A signature over something that was changed after it was signed.",
    why: "The SignatureValue is the certificate's, but the digest is another than that of the element: a proxy, an extension of the browser, a person or an attacker changed it. Service providers refuse it.",
    mend: "Take it as it comes from the IdP, byte by byte: metadata as it is downloaded, a response as it is posted. Find out who changes it on the way.",
    step: Some("export-metadata"),
    refs: &["XML signature 3.2.1"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.verdicts(|of, verdict| {
        let what = match verdict {
            Verdict::Changed { only_white_space: true } => "white space was put into it",
            Verdict::Changed { only_white_space: false } => "its digest is another",
            _ => return None,
        };
        Some(format!("<{of}> was changed after it was signed: {what}"))
    })
}
