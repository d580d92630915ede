//! `move`: an element from one place to another.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::recipe::path::Lifted;
use crate::recipe::{Context, Draft, Fault, NodePath, Position};
use crate::xml::{Document, Element, Node};

/// Takes an element out of its place and puts it into another; both are looked up in the message as it was. It
/// keeps the namespaces that are in scope, and so its signatures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The element.
    pub node: NodePath,
    /// Where it goes.
    pub to: Position,
}

/// Stands where the element was until it is in its new place. No parser lets this in.
const GAP: &str = "\u{0}";

impl Apply for Move {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, _: &Context<'_>) -> Result<(), Fault> {
        let document = draft.tree()?;
        let path = self.node.element(document).map_err(|fault| fault.at("node"))?;
        let place = self.to.find(document).map_err(|fault| fault.at("to"))?;
        if path.is_empty() {
            return Err(Fault::new("the root element cannot be moved").at("node").help("`copy` copies it"));
        }
        if place.is_within(&path) {
            return Err(Fault::new("an element cannot be moved into itself").at("to"));
        }
        let element = Lifted::from(document, &path);
        leave_gap(document, &path);
        element.put_down(document, &place).map_err(|fault| fault.at("to"))?;
        close_gap(document.root_mut());
        Ok(())
    }
}

fn leave_gap(document: &mut Document, path: &[usize]) {
    let Some((last, parent)) = path.split_last() else { return };
    if let Some(parent) = document.element_mut(parent)
        && let Some(slot) = parent.children.get_mut(*last)
    {
        *slot = Node::Text(GAP.to_owned());
        parent.end_tag = true;
    }
}

fn close_gap(element: &mut Element) {
    element.children.retain(|node| !matches!(node, Node::Text(raw) if raw == GAP));
    for child in &mut element.children {
        if let Node::Element(child) = child {
            close_gap(child);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused};

    const STATUS: &str = "<saml2p:Status><saml2p:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/>\
                          </saml2p:Status>";

    #[test]
    fn an_element_changes_its_place() {
        for to in ["last in /Response", "after Assertion"] {
            let (before, after) = changed(&format!(r#"{{"step": "move", "node": "Status", "to": "{to}"}}"#));
            let expected =
                before.replace(STATUS, "").replace("</saml2p:Response>", &format!("{STATUS}</saml2p:Response>"));
            assert_eq!(after, expected, "{to}");
        }
        let (before, after) = changed(r#"{"step": "move", "node": "Status", "to": "first in /Response"}"#);
        let expected =
            before.replace(STATUS, "").replacen("<saml2:Issuer xmlns", &format!("{STATUS}<saml2:Issuer xmlns"), 1);
        assert_eq!(after, expected);
        let (_, after) = changed(r#"{"step": "move", "node": "Assertion", "to": "instead of /Response"}"#);
        assert!(after.contains("?><saml2:Assertion ID=") && !after.contains("<saml2p:"), "{after}");
        assert!(after.contains(r#" xmlns:xsd="http://www.w3.org/2001/XMLSchema""#));
    }

    #[test]
    fn no_element_is_moved_into_itself() {
        for (node, to, key) in [
            ("Subject", "last in NameID", "to"),
            ("Subject", "first in Subject", "to"),
            ("Subject", "instead of Subject", "to"),
            ("/Response", "after Status", "node"),
        ] {
            let error = refused(&format!(r#"{{"step": "move", "node": "{node}", "to": "{to}"}}"#));
            assert_eq!(error.key, Some(key), "{node} {to}");
        }
        let (before, after) = changed(r#"{"step": "move", "node": "Subject", "to": "before Subject"}"#);
        assert_eq!(before, after);
    }
}
