//! `wrong-namespace`: SAML elements in a wrong namespace.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::input::Kind;
use crate::lines::short;
use crate::xml::FaultKind;

pub(super) const RULE: Rule = Rule {
    id: "wrong-namespace",
    severity: Severity::Error,
    finds: "SAML elements in a wrong namespace.",
    why: "The namespace tells what an element is. A parser that keeps to it finds nothing.",
    mend: "Export the metadata again. If the namespace was typed, copy it from the clause.",
    step: Some("export-metadata"),
    refs: &["SAML metadata 2", "SAML core 3.2"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
    const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
    let Some(document) = &c.input.document else { return Vec::new() };
    let wanted = |local: &str| match local {
        "EntityDescriptor"
        | "EntitiesDescriptor"
        | "IDPSSODescriptor"
        | "SPSSODescriptor"
        | "KeyDescriptor"
        | "SingleSignOnService"
        | "AssertionConsumerService" => Some(METADATA),
        "AuthnRequest" => Some(PROTOCOL),
        "Response" if c.input.kind == Kind::Response => Some(PROTOCOL),
        "Assertion" => Some("urn:oasis:names:tc:SAML:2.0:assertion"),
        "X509Certificate" => Some("http://www.w3.org/2000/09/xmldsig#"),
        _ => None,
    };
    let undeclared = |prefix: &str| {
        document.faults.iter().any(|fault| matches!(&fault.kind, FaultKind::Prefix(there) if there == prefix))
    };
    let wrong = document.all().filter_map(|element| {
        let wanted = wanted(element.local())?;
        let seen = element.namespace().unwrap_or_default();
        let prefix = element.name().split_once(':').map_or("", |(prefix, _)| prefix);
        if seen == wanted || undeclared(prefix) {
            return None;
        }
        let said = if seen.is_empty() { "no namespace".to_owned() } else { format!("the namespace `{}`", short(seen)) };
        let message = format!("<{}> has {said}, not `{wanted}`", short(element.name()));
        Some(Found::at(element.element().name, message))
    });
    wrong.take(1).collect()
}
