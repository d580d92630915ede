//! Documents in which namespaces do not count.

use uppsala::{Attribute, Document, QName};

use crate::xml::{SAML, SAMLP};

const PROTOCOL: &[&str] = &["Response", "Status", "StatusCode"];
const ASSERTION: &[&str] = &[
    "Assertion",
    "Attribute",
    "AttributeStatement",
    "AttributeValue",
    "Audience",
    "AudienceRestriction",
    "AuthnContext",
    "AuthnContextClassRef",
    "AuthnStatement",
    "Conditions",
    "Issuer",
    "NameID",
    "Subject",
    "SubjectConfirmation",
    "SubjectConfirmationData",
];

/// Every element that is called like one of SAML's is one. Canonical form does not change: it is made from prefixes.
pub fn in_any_namespace(mut document: Document<'_>) -> Document<'_> {
    for id in document.descendants(document.root()) {
        let Some(element) = document.element_mut(id) else { continue };
        let name = element.name.local_name.as_ref();
        let namespace = match name {
            name if PROTOCOL.contains(&name) => SAMLP,
            name if ASSERTION.contains(&name) => SAML,
            _ => continue,
        };
        element.name.namespace_uri = Some(namespace.into());
    }
    document
}

/// Every element with the prefix of the first assertion is one of SAML's, whatever that prefix stands for there.
pub fn by_prefix(mut document: Document<'_>) -> Document<'_> {
    let all = document.descendants(document.root());
    let mut elements = all.iter().filter_map(|id| document.element(*id));
    let first = elements.find(|element| element.matches_name_ns(SAML, "Assertion"));
    let Some(prefix) = first.map(|element| element.name.prefix.clone()) else { return document };
    for id in all {
        if let Some(element) = document.element_mut(id).filter(|element| element.name.prefix == prefix) {
            element.name.namespace_uri = Some(SAML.into());
        }
    }
    document
}

/// Every XML attribute with a prefix takes the place of the one without.
pub fn with_foreign_attributes(mut document: Document<'_>) -> Document<'_> {
    for id in document.descendants(document.root()) {
        let Some(element) = document.element_mut(id) else { continue };
        let foreign: Vec<_> =
            element.attributes.iter().filter(|one| one.name.namespace_uri.is_some()).cloned().collect();
        for Attribute { name, value } in foreign {
            element.set_attribute(QName::local(name.local_name), value);
        }
    }
    document
}
