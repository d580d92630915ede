//! `no-saml-text`: Text that is neither XML nor an encoded message.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::Kind;

pub(super) const RULE: Rule = Rule {
    id: "no-saml-text",
    severity: Severity::Error,
    finds: "Text that is neither XML nor an encoded message.",
    why: "There is nothing in it that could be read as metadata, a certificate or a message.",
    mend: "Send the exported XML file, or the value of SAMLResponse or SAMLRequest as it was captured.",
    step: Some("export-metadata"),
    refs: &[],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    c.whole(Kind::Unknown, "this is text without any SAML in it")
}
