//! XML as strangers write it: a tree with the place of everything, read as far as it goes. The tokens are quick-xml's;
//! nothing is fetched, and no entity but the five of XML is expanded.

mod attribute;
mod fault;
mod parse;
mod text;

pub use fault::{Fault, FaultKind};
pub use parse::parse;
pub use text::unescape;

use crate::finding::Span;

/// Elements inside one another; SAML needs about ten.
pub const DEEPEST: usize = 200;
/// Elements of one document.
pub const MOST_ELEMENTS: usize = 300_000;
/// Attributes of one element, and namespaces declared at one place.
pub const MOST_ATTRIBUTES: usize = 500;

/// Whether what stands behind `<` may begin a tag: `<anna@acme.example>` and `<https://acme.example>` of a mail do not, nor does
/// the `< ` that `curl` writes before a header.
pub fn may_be_tag(inside: &str) -> bool {
    let end = inside.find(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '=')).unwrap_or(inside.len());
    let name = &inside[..end];
    !name.is_empty() && !name.starts_with('<') && !name.contains('@') && !name.contains("://")
}

/// An attribute as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name with prefix.
    pub name: Span,
    /// Its value without the quotes.
    pub value: Span,
}

/// What is in an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element, by its number.
    Element(usize),
    /// Characters, with references as they are written.
    Text(Span),
    /// The inside of a CDATA section.
    CData(Span),
}

/// An element of the tree.
#[derive(Clone, Debug)]
pub struct Element {
    /// Name with prefix.
    pub name: Span,
    /// The start tag.
    pub tag: Span,
    /// From the start tag to the end tag; of what was never closed, to the end.
    pub span: Span,
    /// Number of the namespace in [`Document::namespaces`].
    pub namespace: Option<usize>,
    /// Number of the parent.
    pub parent: Option<usize>,
    /// In the order written, namespace declarations too.
    pub attributes: Vec<Attribute>,
    /// In the order written.
    pub children: Vec<Node>,
}

/// The tree, and what was wrong on the way.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The text that the places are in.
    pub text: String,
    /// All elements in the order of their start tags.
    pub elements: Vec<Element>,
    /// Those without a parent; a well-formed document has one.
    pub roots: Vec<usize>,
    /// Names of namespaces.
    pub namespaces: Vec<String>,
    /// What is not well-formed, in the order found.
    pub faults: Vec<Fault>,
    /// Document type declarations.
    pub doctypes: Vec<Span>,
    /// The XML declaration.
    pub declaration: Option<Span>,
}

/// One element together with its document.
#[derive(Clone, Copy, Debug)]
pub struct Handle<'a> {
    /// The document.
    pub document: &'a Document,
    /// Number of the element.
    pub index: usize,
}

impl Document {
    /// What is written at a place.
    pub fn written(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The root elements.
    pub fn roots(&self) -> impl Iterator<Item = Handle<'_>> {
        self.roots.iter().map(|index| Handle { document: self, index: *index })
    }

    /// All elements, in the order written.
    pub fn all(&self) -> impl Iterator<Item = Handle<'_>> {
        (0..self.elements.len()).map(|index| Handle { document: self, index })
    }

    /// All elements with this name, whatever their prefix.
    pub fn named<'a>(&'a self, local: &'a str) -> impl Iterator<Item = Handle<'a>> {
        self.all().filter(move |element| element.local() == local)
    }
}

impl<'a> Handle<'a> {
    /// The element itself.
    pub fn element(self) -> &'a Element {
        &self.document.elements[self.index]
    }

    /// Name as written, with its prefix.
    pub fn name(self) -> &'a str {
        self.document.written(self.element().name)
    }

    /// Name without prefix.
    pub fn local(self) -> &'a str {
        let name = self.name();
        name.split_once(':').map_or(name, |(_, local)| local)
    }

    /// Namespace, where the prefix is declared.
    pub fn namespace(self) -> Option<&'a str> {
        self.element().namespace.map(|number| self.document.namespaces[number].as_str())
    }

    /// The element that it is in.
    pub fn parent(self) -> Option<Handle<'a>> {
        self.element().parent.map(|index| Handle { index, ..self })
    }

    /// Elements in it.
    pub fn children(self) -> impl Iterator<Item = Handle<'a>> {
        let elements = self.element().children.iter().filter_map(|node| match node {
            Node::Element(index) => Some(*index),
            _ => None,
        });
        elements.map(move |index| Handle { index, ..self })
    }

    /// Elements in it with this name, whatever their prefix.
    pub fn children_named(self, local: &'a str) -> impl Iterator<Item = Handle<'a>> {
        self.children().filter(move |child| child.local() == local)
    }

    /// The first element in it with this name.
    pub fn child(self, local: &'a str) -> Option<Handle<'a>> {
        self.children_named(local).next()
    }

    /// All elements below it. They stand together, behind it.
    pub fn below(self) -> impl Iterator<Item = Handle<'a>> {
        let end = self.element().span.end;
        (self.index + 1..self.document.elements.len())
            .map(move |index| Handle { index, ..self })
            .take_while(move |other| other.element().tag.start < end)
    }

    /// The attribute of that name. The name is without prefix for what SAML defines.
    pub fn attribute(self, name: &str) -> Option<Attribute> {
        self.element().attributes.iter().copied().find(|found| self.document.written(found.name) == name)
    }

    /// Value of an attribute, with references replaced.
    pub fn value(self, name: &str) -> Option<String> {
        self.attribute(name).map(|found| unescape(self.document.written(found.value)))
    }

    /// Text directly in it, all pieces together, with references replaced.
    pub fn text(self) -> String {
        let pieces = self.element().children.iter().map(|node| match node {
            Node::Element(_) => String::new(),
            Node::Text(span) => unescape(self.document.written(*span)),
            Node::CData(span) => self.document.written(*span).to_owned(),
        });
        pieces.collect()
    }

    /// The place of the text directly in it: from its first to its last piece that is not blank. Of an element without
    /// text: its start tag.
    pub fn text_span(self) -> Span {
        let spans = self.element().children.iter().filter_map(|node| match node {
            Node::Text(span) | Node::CData(span) => Some(*span),
            Node::Element(_) => None,
        });
        let spans: Vec<Span> = spans.filter(|span| !self.document.written(*span).trim().is_empty()).collect();
        match (spans.first(), spans.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => self.element().tag,
        }
    }
}
