//! `wrap`: something around an element.

use serde::{Deserialize, Serialize};

use super::{Apply, Effect};
use crate::recipe::{Context, Draft, Fault, NodePath, Place, Template};
use crate::xml::{Element, Node, parse_fragment};

/// Puts a fragment around an element. The fragment holds one `<node/>`, which the element takes the place of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wrap {
    /// The element.
    pub node: NodePath,
    /// What goes around it.
    pub xml: Template,
}

impl Apply for Wrap {
    fn effect(&self) -> Effect {
        Effect::Changes
    }

    fn apply(&self, draft: &mut Draft, context: &Context<'_>) -> Result<(), Fault> {
        let document = draft.tree()?;
        let path = self.node.element(document).map_err(|fault| fault.at("node"))?;
        let element = document.element(&path).cloned().expect("the path was found in this document");
        let xml = context.text_in("xml", &self.xml, document, &[])?;
        let mut nodes = parse_fragment(&xml).map_err(|error| Fault::from(error).at("xml"))?;
        if !fill(&mut nodes, &element) {
            return Err(Fault::new("the fragment holds no `<node/>` for the element").at("xml"));
        }
        let place = match path.split_last() {
            Some((last, parent)) => Place::Inside { parent: parent.to_vec(), index: *last, replace: true },
            None => Place::Root,
        };
        place.put(document, nodes).map_err(|fault| fault.at("node"))
    }
}

fn fill(nodes: &mut [Node], element: &Element) -> bool {
    for node in nodes {
        let Node::Element(inner) = node else { continue };
        if inner.name == "node" && inner.attributes.is_empty() {
            *node = Node::Element(element.clone());
            return true;
        }
        if fill(&mut inner.children, element) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::recipe::step::tests::{changed, refused};

    #[test]
    fn the_fragment_stands_around_the_element() {
        let (before, after) = changed(r#"{"step": "wrap", "node": "NameID", "xml": "<x y='1'>a<node/></x><!--b-->"}"#);
        let expected = before.replace("<saml2:NameID ", "<x y='1'>a<saml2:NameID ");
        assert_eq!(after, expected.replace("</saml2:NameID>", "</saml2:NameID></x><!--b-->"));
        let (before, after) = changed(r#"{"step": "wrap", "node": "/Response", "xml": "<r><node/></r>"}"#);
        assert_eq!(after, before.replace("<saml2p:Response ", "<r><saml2p:Response ") + "</r>");
    }

    #[test]
    fn a_fragment_without_a_place_is_refused() {
        assert_eq!(refused(r#"{"step": "wrap", "node": "NameID", "xml": "<x/>"}"#).key, Some("xml"));
        assert_eq!(refused(r#"{"step": "wrap", "node": "NameID", "xml": "<x>"}"#).key, Some("xml"));
        assert_eq!(refused(r#"{"step": "wrap", "node": "Nothing", "xml": "<node/>"}"#).key, Some("node"));
    }
}
