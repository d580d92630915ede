//! A Response as another IdP than JumpCloud would write it.

use crate::organization::Dialect;
use crate::xml::{Document, Element, Node};

/// Rewrites `document`, which is unsigned and in JumpCloud's dialect.
pub(super) fn speak(dialect: Dialect, document: &mut Document) {
    match dialect {
        Dialect::Jumpcloud => {}
        Dialect::Specification => {
            rename(document.root_mut(), "saml2p", "samlp");
            rename(document.root_mut(), "saml2", "saml");
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
