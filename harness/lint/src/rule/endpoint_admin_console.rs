//! `endpoint-admin-console`: The address of the IdP's admin console in place of a SAML address.

use super::{Context, Found, Rule, is_admin_console, parsed};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "endpoint-admin-console",
    severity: Severity::Error,
    finds: "The address of the IdP's admin console in place of a SAML address.",
    why: "It was copied from the address bar while the application was set up. People who are sent there see a login page for administrators, or nothing.",
    mend: "Use the addresses of the metadata that the IdP exports.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.2.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.locations(
        |url| parsed(url).is_some_and(|parsed| is_admin_console(&parsed)),
        |url| format!("`{}` is the IdP's admin console", short(url)),
    )
}
