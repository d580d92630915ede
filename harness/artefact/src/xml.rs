//! XML of strangers: no document type, no entities, limited in size.

use roxmltree::{Document, Node, ParsingOptions};

use crate::limit::{XML_LIMIT, XML_NODES};

pub(crate) const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
pub(crate) const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
pub(crate) const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
pub(crate) const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
pub(crate) const XENC: &str = "http://www.w3.org/2001/04/xmlenc#";

/// The document, or one sentence why it is none.
pub(crate) fn parse(text: &str) -> Result<Document<'_>, String> {
    if text.len() > XML_LIMIT {
        return Err(format!("this XML has {} bytes, and at most {XML_LIMIT} are read", text.len()));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: XML_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => {
            "this XML has a document type (DOCTYPE); SAML never has one, and it can be an attack, so it is not read"
                .to_owned()
        }
        roxmltree::Error::NodesLimitReached => format!("this XML has more than {XML_NODES} parts"),
        other => format!("this is no well-formed XML: {other}"),
    })
}

/// Child elements of this namespace and name.
pub(crate) fn children<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    namespace: &'static str,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name((namespace, name)))
}

/// The first child element of this namespace and name.
pub(crate) fn child<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    namespace: &'static str,
    name: &'static str,
) -> Option<Node<'a, 'i>> {
    children(node, namespace, name).next()
}

/// All text directly in the element, comments left out, nothing trimmed: a blank at the end is a finding.
pub(crate) fn text(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|part| part.text()).collect()
}

/// An attribute, as it is written.
pub(crate) fn attribute(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.attribute(name).map(str::to_owned)
}
