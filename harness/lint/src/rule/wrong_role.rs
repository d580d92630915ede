//! `wrong-role`: SP metadata where IdP metadata should be, or the other way round.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::Kind;
use crate::input::Role;

pub(super) const RULE: Rule = Rule {
    id: "wrong-role",
    severity: Severity::Note,
    finds: "SP metadata where IdP metadata should be, or the other way round.",
    why: "Each side gives its own metadata to the other. A service provider that is given its own finds no IdP in it.",
    mend: "An SP's field for metadata takes what the IdP exports; the IdP's takes what the SP offers. Say with --role what the file should be.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2.4"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(root) = c.input.document.as_ref().and_then(|document| document.roots().next()) else { return Vec::new() };
    let (severity, message) = match (c.expected, c.input.kind) {
        (Some(Role::Idp), Kind::SpMetadata) => {
            (Severity::Error, "this is the metadata of a service provider, and an IdP's is expected")
        }
        (Some(Role::Sp), Kind::IdpMetadata) => {
            (Severity::Error, "this is the metadata of an identity provider, and an SP's is expected")
        }
        (None, Kind::SpMetadata) => (
            Severity::Note,
            "this is the metadata of a service provider: right at the IdP, wrong where an IdP's is asked for",
        ),
        _ => return Vec::new(),
    };
    vec![Found { severity: Some(severity), ..Found::at(root.element().tag, message) }]
}
