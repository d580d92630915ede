//! `endpoint-fragment`: A URL with a fragment.

use super::{Context, Found, Rule, is_admin_console, parsed};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "endpoint-fragment",
    severity: Severity::Warning,
    finds: "A URL with a fragment.",
    why: "What stands behind `#` never reaches a server, so parameters there are lost.",
    mend: "Remove the fragment.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.2.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.locations(
        |url| parsed(url).is_some_and(|parsed| parsed.fragment().is_some() && !is_admin_console(&parsed)),
        |url| format!("`{}` has a fragment", short(url)),
    )
}
