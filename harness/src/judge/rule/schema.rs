//! What an XML schema says of one element: which attributes, and which children in which order.

use roxmltree::Node;

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// What is wrong with the attributes of `node`: those of no namespace must be `allowed`, those `needed` must be there.
pub(super) fn attributes(node: Node<'_, '_>, needed: &[&str], allowed: &[&str]) -> Vec<String> {
    let element = node.tag_name().name();
    let missing = needed.iter().filter(|name| node.attribute(**name).is_none());
    let missing = missing.map(|name| format!("{element} lacks {name}"));
    let strange = node.attributes().filter(|attribute| match attribute.namespace() {
        None => !allowed.contains(&attribute.name()),
        Some(namespace) => namespace != XSI && namespace != XML,
    });
    let strange = strange
        .map(|attribute| format!("{element} has the attribute `{}`, which the schema does not know", attribute.name()));
    missing.chain(strange).collect()
}

/// A place among the children of an element: a namespace, and the names that may stand there.
pub(super) type Place = (&'static str, &'static [&'static str]);

/// What is wrong with the child elements of `node`: they must be `known`, in that order, each at most once.
pub(super) fn in_order(node: Node<'_, '_>, known: &[Place]) -> Vec<String> {
    let (mut found, places) = places(node, known);
    let element = node.tag_name().name();
    let mut seen = Vec::new();
    for (_, name) in places {
        if seen.contains(&name) {
            found.push(format!("{name} is in {element} twice"));
        }
        seen.push(name);
    }
    found
}

/// The same for children that may repeat.
pub(super) fn in_order_repeating(node: Node<'_, '_>, known: &[Place]) -> Vec<String> {
    places(node, known).0
}

/// What is wrong with the order, and the known children with their places.
fn places<'x>(node: Node<'x, '_>, known: &[Place]) -> (Vec<String>, Vec<(usize, &'x str)>) {
    let element = node.tag_name().name();
    let mut found = Vec::new();
    let mut places: Vec<(usize, &str)> = Vec::new();
    for child in node.children().filter(Node::is_element) {
        let name = child.tag_name().name();
        let Some(place) = known.iter().position(|known| stands_at(child, known)) else {
            found.push(format!("{name} is in {element}, where the schema does not have it"));
            continue;
        };
        if let Some((_, later)) = places.iter().find(|(earlier, _)| *earlier > place) {
            found.push(format!("{name} comes after {later} in {element}"));
        }
        places.push((place, name));
    }
    (found, places)
}

fn stands_at(child: Node<'_, '_>, (namespace, names): &Place) -> bool {
    names.iter().any(|name| child.has_tag_name((*namespace, *name)))
}
