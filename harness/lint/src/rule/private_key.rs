//! `private-key`: A private key in a file that is sent to somebody.

use super::{Context, Found, Rule};
use crate::facts::Mangling;
use crate::finding::Severity;
use crate::finding::Span;
use crate::input::Kind;

pub(super) const RULE: Rule = Rule {
    id: "private-key",
    severity: Severity::Error,
    finds: "A private key in a file that is sent to somebody.",
    why: "Whoever has the IdP's private key can sign in as anyone. A key that was sent is no secret any more.",
    mend: "Delete it wherever it was sent, make a new key pair at the IdP, and send the new certificate only.",
    step: Some("export-metadata"),
    refs: &["SAML security considerations 4.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let mut found = c.whole(Kind::PrivateKey, "this is a private key, which nobody but its owner may have");
    let text = &c.input.text;
    let elsewhere = !found.is_empty() || c.any_mangled(Mangling::PrivateKey);
    if let Some(at) = text.find("PRIVATE KEY-----").filter(|_| !elsewhere) {
        let start = text[..at].rfind("-----BEGIN").unwrap_or(at);
        found.push(Found::at(Span::new(start, at + 16), "there is a private key in the file"));
    }
    found
}
