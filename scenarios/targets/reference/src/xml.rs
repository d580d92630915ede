//! Reading XML: one parse, no DOCTYPE, and text that nothing can hide in.

use uppsala::{Document, NodeId, NodeKind, Parser};

/// SAML assertions.
pub const SAML: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
/// SAML protocol messages.
pub const SAMLP: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
/// SAML metadata.
pub const MD: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
/// XML Encryption.
pub const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";
/// XML Encryption 1.1.
pub const XENC11: &str = "http://www.w3.org/2009/xmlenc11#";
/// XML Signature.
pub const DS: &str = "http://www.w3.org/2000/09/xmldsig#";

/// Why a document was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It has a document type declaration; SAML messages have none, and entities are a way to attack.
    Doctype,
    /// It is not well-formed; the parser's words.
    Malformed(String),
}

/// Parses a document. A DOCTYPE is refused before the parser sees it.
pub fn parse(xml: &str) -> Result<Document<'_>, Unreadable> {
    if xml.contains("<!DOCTYPE") {
        return Err(Unreadable::Doctype);
    }
    Parser::new().with_forbid_dtd(true).parse(xml).map_err(|error| Unreadable::Malformed(error.to_string()))
}

/// An element of a document.
#[derive(Clone, Copy, Debug)]
pub struct Element<'d, 'x> {
    /// The document that it is of.
    pub document: &'d Document<'x>,
    /// Its place in the document.
    pub id: NodeId,
}

impl<'d, 'x> Element<'d, 'x> {
    /// The document element.
    pub fn root(document: &'d Document<'x>) -> Option<Self> {
        document.document_element().map(|id| Element { document, id })
    }

    /// Whether it has this namespace and local name.
    pub fn is(self, namespace: &str, name: &str) -> bool {
        self.document.element(self.id).is_some_and(|element| element.matches_name_ns(namespace, name))
    }

    /// Its local name.
    pub fn name(self) -> &'d str {
        self.document.element(self.id).map_or("", |element| &element.name.local_name)
    }

    /// An attribute without namespace. `xsi:ID` is not `ID`.
    pub fn attribute(self, name: &str) -> Option<&'d str> {
        let element = self.document.element(self.id)?;
        let found = element.attributes.iter().find(|one| one.name.matches(None, name))?;
        Some(&found.value)
    }

    /// The element that it stands in.
    pub fn parent(self) -> Option<Self> {
        let id = self.document.parent(self.id)?;
        self.document.element(id).map(|_| Element { document: self.document, id })
    }

    /// Its child elements.
    pub fn elements(self) -> Vec<Self> {
        let children = self.document.children(self.id);
        let here = children.into_iter().filter(|id| self.document.element(*id).is_some());
        here.map(|id| Element { document: self.document, id }).collect()
    }

    /// Its child elements of this name.
    pub fn all(self, namespace: &str, name: &str) -> Vec<Self> {
        self.elements().into_iter().filter(|element| element.is(namespace, name)).collect()
    }

    /// Its first child element of this name.
    pub fn first(self, namespace: &str, name: &str) -> Option<Self> {
        self.elements().into_iter().find(|element| element.is(namespace, name))
    }

    /// All elements below it, in document order.
    pub fn descendants(self) -> Vec<Self> {
        let below = self.document.descendants(self.id).into_iter();
        let below = below.filter(|id| *id != self.id && self.document.element(*id).is_some());
        below.map(|id| Element { document: self.document, id }).collect()
    }

    /// Whether a comment or a processing instruction stands anywhere in it.
    pub fn holds_comments(self) -> bool {
        let mut below = self.document.descendants(self.id).into_iter();
        below.any(|id| {
            matches!(self.document.node_kind(id), Some(NodeKind::Comment(_) | NodeKind::ProcessingInstruction(_)))
        })
    }

    /// All of its text. An element, comment or processing instruction in it is refused: canonical form drops
    /// comments, so that readers which take the first piece only would read another value than was signed.
    pub fn text(self) -> Result<String, String> {
        let mut text = String::new();
        for id in self.document.children(self.id) {
            match self.document.node_kind(id) {
                Some(NodeKind::Text(piece) | NodeKind::CData(piece)) => text.push_str(piece),
                _ => return Err(format!("{} holds more than text", self.name())),
            }
        }
        Ok(text)
    }

    /// All text at any depth.
    pub fn deep_text(self) -> String {
        self.document.text_content_deep(self.id)
    }
}
