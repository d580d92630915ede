//! `signature-of-another-key`: A signature that was made with another key than that of its certificate.

use saml_signature::Verdict;

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "signature-of-another-key",
    severity: Severity::Error,
    finds: "A signature that was made with another key than that of its certificate.",
    why: "What was signed is unchanged, but the SignatureValue does not hold under the certificate that stands beside it: key and certificate are no pair. Every service provider that has this certificate refuses the signature.",
    mend: "At the IdP, upload the private key and the certificate that belong together, or let the IdP make a new pair. Then export the metadata again.",
    step: Some("metadata"),
    refs: &["XML signature 3.2.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.verdicts(|of, verdict| {
        (verdict == Verdict::OtherKey).then(|| {
            format!(
                "the signature of <{of}> does not hold under the certificate in it: key and certificate are no pair"
            )
        })
    })
}
