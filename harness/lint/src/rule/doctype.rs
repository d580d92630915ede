//! `doctype`: A document type declaration.

use super::{Context, Found, Rule};
use crate::finding::Severity;

pub(super) const RULE: Rule = Rule {
    id: "doctype",
    severity: Severity::Error,
    finds: "A document type declaration.",
    why: "SAML has none. It is how entity bombs and files of the server get in, so service providers refuse it.",
    mend: "Delete the <!DOCTYPE ...> declaration, or export the metadata again.",
    step: Some("export-metadata"),
    refs: &["SAML core 1.3", "OWASP, XML External Entity Prevention"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let doctypes = c.input.document.iter().flat_map(|document| &document.doctypes);
    doctypes.map(|span| Found::at(*span, "a document type declaration, which SAML does not have")).collect()
}
