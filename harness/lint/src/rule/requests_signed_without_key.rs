//! `requests-signed-without-key`: An SP that signs requests and gives no certificate.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "requests-signed-without-key",
    severity: Severity::Error,
    finds: "An SP that signs requests and gives no certificate.",
    why: "The IdP cannot verify what it has no key for.",
    mend: "Upload the SP's certificate at the IdP, and export metadata that holds it.",
    step: Some("sp-certificate"),
    refs: &["SAML metadata 2.4.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let without = c.sps().filter(|role| role.signing().next().is_none());
    let signs =
        without.filter_map(|role| role.authn_requests_signed.as_ref()).filter(|value| value.as_bool() == Some(true));
    signs
        .map(|signed| Found::at(signed.span, "requests are signed, and there is no certificate to verify them"))
        .take(20)
        .collect()
}
