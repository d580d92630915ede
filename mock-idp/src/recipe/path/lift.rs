//! Taking an element out of its surroundings.

use super::Place;
use crate::xml::{Attribute, Document, Element};

/// A copy of the element at `path` for `place`. Where it becomes a root of its own, it takes along the namespace
/// declarations around it, as otherwise its names and signatures would mean nothing.
pub(in crate::recipe) fn lift(document: &Document, path: &[usize], place: &Place) -> Element {
    match place {
        Place::Inside { .. } => document.element(path).cloned().unwrap_or_default(),
        Place::BeforeRoot | Place::AfterRoot | Place::Root => on_its_own(document, path),
    }
}

/// A copy of the element at `path` that declares whatever is declared around it.
pub(in crate::recipe) fn on_its_own(document: &Document, path: &[usize]) -> Element {
    let mut element = document.element(path).cloned().unwrap_or_default();
    for depth in (0..path.len()).rev() {
        let Some(ancestor) = document.element(&path[..depth]) else { continue };
        for declaration in ancestor.attributes.iter().filter(|attribute| attribute.declared_prefix().is_some()) {
            if !element.attributes.iter().any(|attribute| attribute.name == declaration.name) {
                element.attributes.push(Attribute { space: " ".to_owned(), ..declaration.clone() });
            }
        }
    }
    element
}
