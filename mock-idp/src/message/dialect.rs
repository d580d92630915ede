//! A Response as another IdP than JumpCloud would write it.

use crate::organization::Dialect;
use crate::xml::{Document, Element, Node};

/// Rewrites `document`, which is unsigned and in JumpCloud's dialect. Its prefixes stay declared on the root, so that
/// what a recipe puts into the message can use them in any dialect.
pub(super) fn speak(dialect: Dialect, document: &mut Document) {
    let prefixes = match dialect {
        Dialect::Jumpcloud => return,
        Dialect::Specification => [("saml2p", "samlp", super::PROTOCOL), ("saml2", "saml", super::ASSERTION)],
    };
    for (from, to, _) in prefixes {
        rename(document.root_mut(), from, to);
    }
    for (from, _, namespace) in prefixes {
        document.root_mut().set_attribute(&format!("xmlns:{from}"), namespace);
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
