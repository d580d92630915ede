//! `html-page`: An HTML page in place of metadata.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::Kind;

pub(super) const RULE: Rule = Rule {
    id: "html-page",
    severity: Severity::Error,
    finds: "An HTML page in place of metadata.",
    why: "A machine that asks for the IdP URL gets a login page, and that was saved. The IdP URL is no metadata URL.",
    mend: "Use Export Metadata in the IdP's SSO settings, and send the file that it gives.",
    step: Some("export-metadata"),
    refs: &["BookStackApp/BookStack#2838", "Sustainsys/Saml2#1418"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.whole(Kind::Html, "this is an HTML page, not SAML")
}
