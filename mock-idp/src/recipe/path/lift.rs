//! Taking an element out of its surroundings and putting it into others, with its names and signatures as they were.
//!
//! Exclusive canonical form writes the declarations that are used, and those that a PrefixList names wherever they are in
//! scope, used or not (Exclusive XML Canonicalization 1.0, section 3). So a signed element may neither lose such a
//! declaration on its way nor come into the scope of one.

use super::Place;
use crate::recipe::Fault;
use crate::xml::{Attribute, Document, Element, Node, Scope};

/// An element on its way from one place to another.
pub(in crate::recipe) struct Lifted {
    /// The element, as it was written.
    pub(in crate::recipe) element: Element,
    /// What was declared around it.
    around: Scope,
}

impl Lifted {
    /// A copy of the element at `path`.
    pub(in crate::recipe) fn from(document: &Document, path: &[usize]) -> Self {
        let element = document.element(path).cloned().expect("whoever has a path has found it in this document");
        Self { element, around: Scope::around(document, path) }
    }

    /// The element as a document of its own: it declares whatever was declared around it.
    pub(in crate::recipe) fn on_its_own(mut self) -> Element {
        self.declare_what_is_missing(&Scope::default());
        self.element
    }

    /// Puts the element down at `place`. What it finds declared there otherwise than around it, it declares itself. What
    /// was not declared around it and would change what its signatures cover is declared further in, beside it.
    pub(in crate::recipe) fn put_down(mut self, document: &mut Document, place: &Place) -> Result<(), Fault> {
        let Place::Inside { parent, .. } = place else {
            return place.put(document, vec![Node::Element(self.on_its_own())]);
        };
        let there = scope_inside(document, parent);
        self.declare_what_is_missing(&there);
        for prefix in prefixes_in_lists(&self.element) {
            let own = self.element.attributes.iter().any(|attribute| attribute.declared_prefix() == Some(&prefix));
            if !own && self.around.resolve(&prefix).is_none() && there.resolve(&prefix).is_some() {
                declare_further_in(document, parent, &prefix);
            }
        }
        place.put(document, vec![Node::Element(self.element)])
    }

    fn declare_what_is_missing(&mut self, there: &Scope) {
        for prefix in self.around.prefixes() {
            let uri = self.around.resolve(prefix).unwrap_or_default();
            let own = self.element.attributes.iter().any(|attribute| attribute.declared_prefix() == Some(prefix));
            if !own && !uri.is_empty() && there.resolve(prefix) != Some(uri) {
                self.element.attributes.push(Attribute::new(&declaration_of(prefix), uri));
            }
        }
    }
}

fn declaration_of(prefix: &str) -> String {
    if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") }
}

fn scope_inside(document: &Document, parent: &[usize]) -> Scope {
    let mut scope = Scope::around(document, parent);
    if let Some(parent) = document.element(parent) {
        scope.enter(parent);
    }
    scope
}

/// The prefixes that the signatures in `element` name in their PrefixLists.
fn prefixes_in_lists(element: &Element) -> Vec<String> {
    let mut found: Vec<String> = element.elements().flat_map(prefixes_in_lists).collect();
    if element.local_name() == "InclusiveNamespaces" {
        let list = element.attribute("PrefixList").unwrap_or_default();
        found.extend(list.split_ascii_whitespace().map(|prefix| prefix.replace("#default", "")));
    }
    found.sort();
    found.dedup();
    found
}

/// Takes the declaration of `prefix` off the element at `parent` and those around it, and gives it to all their children,
/// so that it means the same for these. An element that needs it for itself keeps it.
fn declare_further_in(document: &mut Document, parent: &[usize], prefix: &str) {
    for depth in 0..=parent.len() {
        let Some(element) = document.element_mut(&parent[..depth]) else { return };
        let declares = |attribute: &Attribute| attribute.declared_prefix() == Some(prefix);
        let Some(position) = element.attributes.iter().position(declares) else { continue };
        if uses(element, prefix) {
            continue;
        }
        let declaration = Attribute { space: " ".to_owned(), ..element.attributes.remove(position) };
        for child in &mut element.children {
            if let Node::Element(child) = child
                && !child.attributes.iter().any(declares)
            {
                child.attributes.push(declaration.clone());
            }
        }
    }
}

/// Whether the start tag of `element` has `prefix` in its name, in an attribute's name, or in a value such as `xsi:type`.
fn uses(element: &Element, prefix: &str) -> bool {
    let with_prefix = format!("{prefix}:");
    element.prefix() == prefix
        || element.attributes.iter().any(|attribute| {
            attribute.declared_prefix().is_none()
                && !prefix.is_empty()
                && (attribute.name.starts_with(&with_prefix) || attribute.raw.starts_with(&with_prefix))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of `to` when the element `name` of `from` is put into the element `into` of it, as its last child.
    fn put(from: &str, name: &str, to: &str, into: &str) -> String {
        let named = |document: &Document, name: &str| document.find(|element| element.name == name).unwrap();
        let from = Document::parse(from).unwrap();
        let mut to = Document::parse(to).unwrap();
        let parent = named(&to, into);
        let index = to.element(&parent).unwrap().children.len();
        let place = Place::Inside { parent, index, replace: false };
        Lifted::from(&from, &named(&from, name)).put_down(&mut to, &place).unwrap();
        to.to_string()
    }

    #[test]
    fn what_is_not_declared_there_is_declared_on_the_element() {
        let from = "<a xmlns='urn:d' xmlns:p='urn:p' xmlns:q='urn:q'><p:b/></a>";
        assert_eq!(
            put(from, "p:b", "<x:c xmlns:x='urn:x' xmlns:q='urn:q'/>", "x:c"),
            r#"<x:c xmlns:x='urn:x' xmlns:q='urn:q'><p:b xmlns="urn:d" xmlns:p="urn:p"/></x:c>"#
        );
        assert_eq!(put(from, "p:b", from, "a"), from.replace("</a>", "<p:b/></a>"));
    }

    #[test]
    fn what_a_prefix_list_would_notice_is_declared_further_in() {
        let list = "<b><InclusiveNamespaces PrefixList='p q'/></b>";
        let to = "<a xmlns:p='urn:p'><c><d/></c><e x='p:f'/></a>";
        assert_eq!(
            put(list, "b", to, "c"),
            format!("<a><c><d xmlns:p='urn:p'/>{list}</c><e x='p:f' xmlns:p='urn:p'/></a>")
        );
        let in_use = "<a xmlns:p='urn:p' p:x='1'/>";
        assert_eq!(put(list, "b", in_use, "a"), format!("<a xmlns:p='urn:p' p:x='1'>{list}</a>"));
        assert_eq!(put("<b/>", "b", to, "c"), to.replace("</c>", "<b/></c>"));
    }
}
