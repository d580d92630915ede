//! What a Reference stands for (XML Signature 4.4.3.2), and the octets that its digest is made over.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::SignatureError;
use super::transform::Transform;
use super::xpath::Selection;
use crate::xml::{Canonicalization, Document, Element, Node, Scope, canonicalize, canonicalize_document};

/// One Reference of a signature to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// `URI`; none: the attribute is left out.
    pub uri: Option<String>,
    /// Path of the element that is digested when the URI leads to nothing in the document.
    pub element: Vec<usize>,
}

impl Reference {
    /// A Reference to the `ID` of the element at `path`.
    pub fn to(document: &Document, path: &[usize]) -> Result<Self, SignatureError> {
        let id = document.element(path).and_then(|e| e.attribute("ID")).ok_or(SignatureError::NoElement)?;
        Ok(Self { uri: Some(format!("#{id}")), element: path.to_vec() })
    }
}

/// Where a URI leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Apex {
    /// The whole document, what stands beside the root element included.
    Document,
    /// The element at this path.
    Element(Vec<usize>),
}

impl Apex {
    pub(super) fn path(&self) -> &[usize] {
        match self {
            Self::Document => &[],
            Self::Element(path) => path,
        }
    }
}

/// What `uri` leads to, and whether comments come along; none where it leads to nothing in `document`. Of several
/// elements with one ID it is `preferred` if that is among them, else the first.
pub(super) fn resolve(document: &Document, uri: Option<&str>, preferred: &[usize]) -> Option<(Apex, bool)> {
    let uri = uri?;
    let (id, comments) = match uri.strip_prefix('#') {
        None => return uri.is_empty().then_some((Apex::Document, false)),
        Some("xpointer(/)") => return Some((Apex::Document, true)),
        Some(pointer) => match pointer.strip_prefix("xpointer(id(").and_then(|rest| rest.strip_suffix("))")) {
            Some(quoted) => (quoted.trim_matches(['\'', '"']), true),
            None => (pointer, false),
        },
    };
    let wanted = |element: &Element| {
        let named = |a: &&crate::xml::Attribute| matches!(a.name.as_str(), "ID" | "Id" | "xml:id");
        element.attributes.iter().filter(named).any(|a| a.raw == id || a.value() == id)
    };
    let path = match document.element(preferred) {
        Some(element) if wanted(element) => preferred.to_vec(),
        _ => document.find(wanted)?,
    };
    Some((Apex::Element(path), comments))
}

/// The octets that the digest of the Reference at `reference` is made over: what a verifier that conforms resolves
/// and transforms. `signature` is the path of the Signature that it stands in; `preferred` is digested where the
/// URI leads to nothing.
pub(super) fn octets(
    document: &Document,
    signature: &[usize],
    reference: &[usize],
    preferred: &[usize],
) -> Result<Vec<u8>, SignatureError> {
    let element = document.element(reference).ok_or(SignatureError::NoElement)?;
    let (apex, comments) = resolve(document, element.attribute("URI").as_deref(), preferred)
        .unwrap_or_else(|| (Apex::Element(preferred.to_vec()), false));
    let nodes = Nodes { document: Cow::Borrowed(document), apexes: vec![apex], without: Vec::new(), comments };
    let mut data = Data::Nodes(Box::new(nodes));
    let transforms = element.children.iter().enumerate().find_map(|(position, node)| {
        node.as_element().filter(|e| e.local_name() == "Transforms").map(|transforms| (position, transforms))
    });
    if let Some((position, transforms)) = transforms {
        for child in &transforms.children {
            let Node::Element(child) = child else { continue };
            let transform = Transform::from_element(child);
            let scope = || {
                let mut scope = Scope::around(document, &[reference, &[position]].concat());
                scope.enter(transforms);
                scope.enter(child);
                child.child("XPath").map(|xpath| scope.enter(xpath));
                scope
            };
            data = data.transformed(&transform, signature, scope)?;
        }
    }
    match data {
        Data::Octets(octets) => Ok(octets),
        // XML Signature 4.4.3.2: what is left as nodes is canonicalized with Canonical XML 1.0.
        Data::Nodes(nodes) => Ok(nodes.canonical(Canonicalization { inclusive: true, ..Canonicalization::default() })),
    }
}

/// What goes from one transform to the next.
enum Data<'a> {
    Nodes(Box<Nodes<'a>>),
    Octets(Vec<u8>),
}

struct Nodes<'a> {
    document: Cow<'a, Document>,
    apexes: Vec<Apex>,
    without: Vec<Vec<usize>>,
    comments: bool,
}

impl<'a> Data<'a> {
    fn transformed(
        self,
        transform: &Transform,
        signature: &[usize],
        scope: impl Fn() -> Scope,
    ) -> Result<Self, SignatureError> {
        match (self, transform) {
            // What was parsed again from octets has no Signature that the Reference stands in.
            (Self::Nodes(mut nodes), Transform::Enveloped) => {
                if matches!(nodes.document, Cow::Borrowed(_)) {
                    nodes.without.push(signature.to_vec());
                }
                Ok(Self::Nodes(nodes))
            }
            (data, Transform::Canonical { .. }) => {
                let how = transform.canonicalization().expect("this transform is a canonical form");
                Ok(Self::Octets(data.into_nodes()?.map_or_else(Vec::new, |nodes| nodes.canonical(how))))
            }
            (data, Transform::XPath(expression)) => {
                let selection = Selection::parse(expression, &scope())?;
                let nodes = data.into_nodes()?.map(|nodes| nodes.selected(&selection));
                Ok(nodes.map_or_else(|| Self::Octets(Vec::new()), |nodes| Self::Nodes(Box::new(nodes))))
            }
            (data, Transform::Base64) => {
                let text: String = data.text().split_ascii_whitespace().collect();
                Ok(STANDARD.decode(text).map_or(data, Self::Octets))
            }
            (data, _) => Ok(data),
        }
    }

    /// XML Signature 4.4.3.2: octets are parsed where nodes are needed. No octets, no nodes.
    fn into_nodes(self) -> Result<Option<Nodes<'a>>, SignatureError> {
        match self {
            Self::Nodes(nodes) => Ok(Some(*nodes)),
            Self::Octets(octets) if octets.is_empty() => Ok(None),
            Self::Octets(octets) => {
                let document = Document::parse(&String::from_utf8_lossy(&octets))?;
                let apexes = vec![Apex::Document];
                Ok(Some(Nodes { document: Cow::Owned(document), apexes, without: Vec::new(), comments: true }))
            }
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Octets(octets) => String::from_utf8_lossy(octets).into_owned(),
            Self::Nodes(nodes) => {
                let elements = nodes.apexes.iter().filter_map(|apex| nodes.document.element(apex.path()));
                elements.map(Element::text).collect()
            }
        }
    }
}

impl Nodes<'_> {
    fn canonical(self, mut how: Canonicalization) -> Vec<u8> {
        how.without = self.without;
        how.comments &= self.comments;
        let octets = self.apexes.iter().map(|apex| match apex {
            Apex::Document => canonicalize_document(&self.document, &how),
            Apex::Element(path) => canonicalize(&self.document, path, &how),
        });
        octets.reduce(|all, more| [all, more].concat()).unwrap_or_default()
    }

    fn selected(mut self, selection: &Selection) -> Self {
        let document = &*self.document;
        match selection {
            Selection::All => {}
            Selection::Nothing => self.apexes.clear(),
            Selection::Only(name) => {
                let found = self.apexes.iter().flat_map(|apex| name.outermost(document, apex.path()));
                self.apexes = found.map(Apex::Element).collect();
            }
            Selection::Without(name) => {
                let found: Vec<_> = self.apexes.iter().flat_map(|apex| name.outermost(document, apex.path())).collect();
                self.without.extend(found);
            }
        }
        self
    }
}
