//! `json-file`: JSON in place of XML.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::Kind;

pub(super) const RULE: Rule = Rule {
    id: "json-file",
    severity: Severity::Error,
    finds: "JSON in place of XML.",
    why: "An answer of the IdP's API, or the settings of the application, is no metadata.",
    mend: "Export the metadata as XML. A recording of the login (HAR, SAML-tracer) is read by `saml-harness reproduce`.",
    step: Some("export-metadata"),
    refs: &[],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.whole(Kind::Json, "this is JSON, not SAML")
}
