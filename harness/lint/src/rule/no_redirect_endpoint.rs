//! `no-redirect-endpoint`: An IdP that declares no HTTP-Redirect endpoint.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "no-redirect-endpoint",
    severity: Severity::Error,
    finds: "An IdP that declares no HTTP-Redirect endpoint.",
    why: "Most service providers send people to the IdP by HTTP-Redirect. Without such an endpoint Company Login ends before the IdP (404 or 500), or the upload is refused as an invalid file.",
    mend: "Enable Declare Redirect Endpoint at JumpCloud, save, export the metadata again, and insert the new metadata at the service provider.",
    step: Some("declare-redirect-endpoint"),
    refs: &["SAML metadata 2.4.3", "SAML bindings 3.4", "OCA/server-auth#390", "twentyhq/twenty#21044"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let without = c.idps().filter_map(|role| {
        let first = role.login_endpoints().next()?;
        if role.login_endpoints().any(|endpoint| endpoint.has_binding("HTTP-Redirect")) {
            return None;
        }
        let alone = role.login_endpoints().all(|endpoint| endpoint.has_binding("HTTP-POST"));
        let bindings = role.login_endpoints().filter_map(|endpoint| endpoint.binding.as_deref().map(short));
        let seen = if alone { "HTTP-POST alone".to_owned() } else { bindings.collect::<Vec<_>>().join(", ") };
        Some(Found::at(first.span, format!("there is no HTTP-Redirect SingleSignOnService, {seen}")))
    });
    without.take(20).collect()
}
