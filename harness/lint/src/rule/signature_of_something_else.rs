//! `signature-of-something-else`: A signature that does not cover the element that it stands in.

use super::{Context, Found, Rule};
use crate::facts::Signature;
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "signature-of-something-else",
    severity: Severity::Error,
    finds: "A signature that does not cover the element that it stands in.",
    why: "Its Reference names another ID, or none. What it says to be signed is not: this is how forged responses are built.",
    mend: "Do not accept the message. If an IdP makes such, its library is broken.",
    step: None,
    refs: &["SAML core 5.4.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let fits = |signature: &Signature| {
        let expected = signature.of_id.as_ref().map(|id| format!("#{id}"));
        matches!(signature.references.as_slice(), [uri] if uri.is_empty() || Some(&uri.text) == expected.as_ref())
    };
    let found = c.signatures().filter(|signature| !fits(signature)).map(|signature| {
        let (of, count) = (&signature.of, signature.references.len());
        match signature.references.as_slice() {
            [uri] => Found::at(uri.span, format!("the signature in <{of}> covers `{}`, another element", short(uri))),
            _ => Found::at(signature.span, format!("the signature in <{of}> has {count} references; SAML wants one")),
        }
    });
    found.take(20).collect()
}
