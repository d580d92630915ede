//! `unknown-name-id-format`: A NameID format that SAML does not have.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "unknown-name-id-format",
    severity: Severity::Warning,
    finds: "A NameID format that SAML does not have.",
    why: "emailAddress, unspecified and others are of SAML:1.1, persistent and transient of SAML:2.0. Mixed up, they match nothing.",
    mend: "Write urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress, or the format that the service provider names.",
    step: None,
    refs: &["SAML core 8.3"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    const KNOWN: [&str; 10] = [
        "1.0:nameid-format:unspecified",
        "1.1:nameid-format:unspecified",
        "1.1:nameid-format:emailAddress",
        "1.1:nameid-format:X509SubjectName",
        "1.1:nameid-format:WindowsDomainQualifiedName",
        "2.0:nameid-format:kerberos",
        "2.0:nameid-format:entity",
        "2.0:nameid-format:persistent",
        "2.0:nameid-format:transient",
        "2.0:nameid-format:encrypted",
    ];
    let unknown = c.name_id_formats().filter(|format| match format.trim().strip_prefix("urn:oasis:names:tc:SAML:") {
        Some(rest) => !KNOWN.contains(&rest),
        None => !format.contains(':'),
    });
    unknown
        .map(|format| Found::at(format.span, format!("`{}` is no NameID format of SAML", short(format))))
        .take(20)
        .collect()
}
