//! Canonical form of an element.

use bergshamra::c14n::{C14nMode, canonicalize_doc};
use bergshamra::xml::nodeset::NodeSet;
use uppsala::NodeId;

use crate::xml::Element;

/// An element to be brought into canonical form.
pub struct Canonical<'d, 'x> {
    /// The element.
    pub element: Element<'d, 'x>,
    /// What is left out, with everything below.
    pub without: Vec<NodeId>,
    mode: C14nMode,
    prefixes: Vec<String>,
}

impl<'d, 'x> Canonical<'d, 'x> {
    /// By the algorithm that a CanonicalizationMethod or Transform names; exclusive when it names none.
    pub fn of(element: Element<'d, 'x>, algorithm: Option<Element<'_, '_>>) -> Self {
        let mode = algorithm.and_then(|algorithm| C14nMode::from_uri(algorithm.attribute("Algorithm")?));
        let prefixes = algorithm.and_then(|algorithm| algorithm.elements().first()?.attribute("PrefixList"));
        Canonical {
            element,
            without: Vec::new(),
            mode: mode.unwrap_or(C14nMode::Exclusive),
            prefixes: prefixes.unwrap_or_default().split_ascii_whitespace().map(str::to_owned).collect(),
        }
    }
}

/// The octets; none when it cannot be done.
pub fn canonical(form: &Canonical<'_, '_>) -> Vec<u8> {
    let document = form.element.document;
    // A reference by ID selects no comments, whatever the algorithm (XML Signature 4.4.3.3).
    let mut nodes = NodeSet::tree_without_comments(form.element.id, document);
    for id in form.without.iter().flat_map(|id| document.descendants(*id).into_iter().chain([*id])) {
        nodes.remove_id(id);
    }
    canonicalize_doc(document, form.mode, Some(&nodes), &form.prefixes).unwrap_or_default()
}
