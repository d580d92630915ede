//! `no-sso-endpoint`: An IdP without SingleSignOnService.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "no-sso-endpoint",
    severity: Severity::Error,
    finds: "An IdP without SingleSignOnService.",
    why: "There is nowhere to send the person to.",
    mend: "Export the metadata again; if it is still missing, the IdP URL is not set.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.4.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let without = c.idps().filter(|role| role.login_endpoints().next().is_none());
    without.map(|role| Found::at(role.span, "there is no SingleSignOnService")).take(20).collect()
}
