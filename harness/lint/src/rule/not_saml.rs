//! `not-saml`: XML that is no SAML 2.0.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::Kind;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "not-saml",
    severity: Severity::Error,
    finds: "XML that is no SAML 2.0.",
    why: "The file is of another kind: WS-Federation, SOAP, a feed, SAML 1.1.",
    mend: "Export SAML 2.0 metadata.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let document = c.input.document.as_ref().filter(|_| c.input.kind == Kind::OtherXml);
    let root = document.and_then(|document| document.roots().next());
    // Messages of logout and the like are SAML, too.
    let root =
        root.filter(|root| !root.namespace().is_some_and(|name| name.starts_with("urn:oasis:names:tc:SAML:2.0:")));
    let message = |name: &str| format!("<{}> is nothing that SAML 2.0 begins with", short(name));
    root.map(|root| Found::at(root.element().tag, message(root.name()))).into_iter().collect()
}
