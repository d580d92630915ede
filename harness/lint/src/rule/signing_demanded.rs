//! `signing-demanded`: An IdP that wants signed requests and an SP that does not sign, in one file.

use super::{Context, Found, Rule};
use crate::facts::Value;
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "signing-demanded",
    severity: Severity::Error,
    finds: "An IdP that wants signed requests and an SP that does not sign, in one file.",
    why: "The IdP refuses every request.",
    mend: "Let the service provider sign, and upload its certificate at the IdP; or switch the demand off at the IdP.",
    step: Some("sp-certificate"),
    refs: &["SAML metadata 2.4.3", "postmanlabs#7146"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let is_true = |value: &&Value| value.as_bool() == Some(true);
    let mut wants = c.idps().filter_map(|role| role.want_authn_requests_signed.as_ref()).filter(is_true);
    let signs = c.sps().any(|role| role.authn_requests_signed.as_ref().filter(is_true).is_some());
    let found = wants.next().filter(|_| !signs && c.sps().next().is_some());
    let message = "the IdP wants signed requests, and the SP says that it does not sign";
    found.map(|wants| Found::at(wants.span, message)).into_iter().collect()
}
