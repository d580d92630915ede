//! Which namespace a prefix stands for.

use super::{Document, Element};

/// Namespace of the prefix `xml` (Namespaces in XML 1.0, section 3).
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Namespace declarations in force, outermost first.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    declarations: Vec<(String, String)>,
}

impl Scope {
    /// The declarations in force around the element at `path`, its own left out.
    pub fn around(document: &Document, path: &[usize]) -> Self {
        let mut scope = Self::default();
        for depth in 0..path.len() {
            if let Some(ancestor) = document.element(&path[..depth]) {
                scope.enter(ancestor);
            }
        }
        scope
    }

    /// Adds the declarations of `element`; gives back the mark for [`Scope::leave`].
    pub fn enter(&mut self, element: &Element) -> usize {
        let mark = self.declarations.len();
        for attribute in &element.attributes {
            if let Some(prefix) = attribute.declared_prefix() {
                self.declare(prefix, &attribute.value());
            }
        }
        mark
    }

    /// Adds one declaration.
    pub(super) fn declare(&mut self, prefix: &str, uri: &str) {
        self.declarations.push((prefix.to_owned(), uri.to_owned()));
    }

    /// How many declarations there are, a mark for [`Scope::leave`].
    pub(super) fn mark(&self) -> usize {
        self.declarations.len()
    }

    /// Takes back what was added since `mark`.
    pub fn leave(&mut self, mark: usize) {
        self.declarations.truncate(mark);
    }

    /// The namespace that `prefix` stands for; `""` asks for the default namespace.
    pub fn resolve(&self, prefix: &str) -> Option<&str> {
        if prefix == "xml" {
            return Some(XML);
        }
        self.declarations.iter().rev().find(|(declared, _)| declared == prefix).map(|(_, uri)| uri.as_str())
    }

    /// All prefixes declared here, those declared again more than once; `""` is the default namespace.
    pub fn prefixes(&self) -> impl Iterator<Item = &str> {
        self.declarations.iter().map(|(prefix, _)| prefix.as_str())
    }

    /// Whether `element`, whose own declarations are in force here, is `local_name` of `namespace`.
    pub fn is(&self, element: &Element, namespace: &str, local_name: &str) -> bool {
        element.local_name() == local_name && self.resolve(element.prefix()) == Some(namespace)
    }
}
