//! `jumpcloud-logout`: A logout endpoint at JumpCloud.

use super::{Context, Found, Rule};
use crate::facts::Value;
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "jumpcloud-logout",
    severity: Severity::Warning,
    finds: "A logout endpoint at JumpCloud.",
    why: "JumpCloud has no single logout. A service provider that uses it shows people an error on logout.",
    mend: "Remove the logout URL and switch single logout off at the service provider.",
    step: Some("export-metadata"),
    refs: &["SAML-Toolkits/python3-saml#204"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let logout =
        c.idps().flat_map(|role| role.of("SingleLogoutService")).filter_map(|endpoint| endpoint.location.as_ref());
    let message = |url: &Value| format!("JumpCloud has no single logout, and `{}` is an error page", short(url));
    logout.filter(|url| url.contains("jumpcloud.com")).map(|url| Found::at(url.span, message(url))).take(20).collect()
}
