//! A Response as another IdP than JumpCloud would write it.

use crate::directory::{ApplicationSettings, JumpcloudTrait};
use crate::xml::{Document, Element, Node};

/// Rewrites `document`, which is unsigned and as JumpCloud writes it, without the traits that `settings` leave out.
/// The declaration of `xsd` stays, as recipes use that prefix; a declaration that nothing uses means nothing.
pub(super) fn speak(settings: &ApplicationSettings, document: &mut Document) {
    if !settings.has(JumpcloudTrait::XsdTypes) {
        drop_types(document.root_mut());
    }
    if !settings.has(JumpcloudTrait::Prefixes) {
        rename(document.root_mut(), "saml2p", "samlp");
        rename(document.root_mut(), "saml2", "saml");
    }
}

fn drop_types(element: &mut Element) {
    if element.local_name() == "AttributeValue" {
        element.attributes.retain(|attribute| !matches!(attribute.name.as_str(), "xsi:type" | "xmlns:xsi"));
    }
    for child in &mut element.children {
        if let Node::Element(child) = child {
            drop_types(child);
        }
    }
}

fn rename(element: &mut Element, from: &str, to: &str) {
    if element.prefix() == from {
        element.name = format!("{to}:{}", element.local_name());
    }
    for attribute in &mut element.attributes {
        if attribute.declared_prefix() == Some(from) {
            attribute.name = format!("xmlns:{to}");
        }
    }
    for child in &mut element.children {
        if let Node::Element(child) = child {
            rename(child, from, to);
        }
    }
}
