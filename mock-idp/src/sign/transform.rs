//! Transforms of a Reference (XML Signature 4.4.3.4 and 6.6), and the canonical form of SignedInfo.

use std::fmt::Write;

use crate::namespace::{ASSERTION, PROTOCOL};
use crate::xml::{Canonicalization, Element, escape_attribute, escape_text};

/// Exclusive XML Canonicalization, comments left out.
pub const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
pub(super) const EXCLUSIVE_WITH_COMMENTS: &str = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments";
const INCLUSIVE: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
const INCLUSIVE_WITH_COMMENTS: &str = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments";
pub(super) const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const BASE64: &str = "http://www.w3.org/2000/09/xmldsig#base64";
const XPATH: &str = "http://www.w3.org/TR/1999/REC-xpath-19991116";
const XSLT: &str = "http://www.w3.org/TR/1999/REC-xslt-19991116";

/// A stylesheet that copies what it is given.
const COPYING: &str = concat!(
    r#"<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">"#,
    r#"<xsl:template match="/"><xsl:copy-of select="."/></xsl:template></xsl:stylesheet>"#
);

/// One Transform, or a CanonicalizationMethod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transform {
    /// Drops the Signature that the Reference stands in (6.6.4).
    Enveloped,
    /// A canonical form (6.5).
    Canonical {
        /// Canonical XML 1.0 instead of the exclusive form.
        inclusive: bool,
        /// `#WithComments`.
        comments: bool,
        /// InclusiveNamespaces PrefixList, blank-separated; empty: none is written.
        prefix_list: String,
    },
    /// Decodes the text (6.6.2).
    Base64,
    /// Keeps the nodes that the expression is true for (6.6.3).
    XPath(String),
    /// A stylesheet (6.6.5), as XML. Digests are made as if it copied its input.
    Xslt(String),
    /// Any other, by its identifier; it changes nothing here.
    Other(String),
}

impl Transform {
    /// Exclusive C14N without comments.
    pub fn exclusive(prefix_list: &str) -> Self {
        Self::Canonical { inclusive: false, comments: false, prefix_list: prefix_list.to_owned() }
    }

    /// Reads what scenario files write: `enveloped`, `exclusive`, `exclusive-with-comments`, `inclusive`,
    /// `inclusive-with-comments`, `base64`, `xpath:EXPRESSION`, `xslt` (one that copies) or `xslt:STYLESHEET`, or an
    /// identifier. `prefix_list` goes with the exclusive forms.
    pub fn from_name(name: &str, prefix_list: &str) -> Self {
        let canonical = |inclusive: bool, comments: bool| Self::Canonical {
            inclusive,
            comments,
            prefix_list: if inclusive { String::new() } else { prefix_list.to_owned() },
        };
        match name {
            "enveloped" | ENVELOPED => Self::Enveloped,
            "exclusive" | EXCLUSIVE => canonical(false, false),
            "exclusive-with-comments" | EXCLUSIVE_WITH_COMMENTS => canonical(false, true),
            "inclusive" | INCLUSIVE => canonical(true, false),
            "inclusive-with-comments" | INCLUSIVE_WITH_COMMENTS => canonical(true, true),
            "base64" | BASE64 => Self::Base64,
            "xslt" => Self::Xslt(COPYING.to_owned()),
            _ => match (name.strip_prefix("xpath:"), name.strip_prefix("xslt:")) {
                (Some(expression), _) => Self::XPath(expression.to_owned()),
                (None, Some(stylesheet)) => Self::Xslt(stylesheet.to_owned()),
                (None, None) => Self::Other(name.to_owned()),
            },
        }
    }

    /// Reads a Transform or CanonicalizationMethod element of a document.
    pub(super) fn from_element(element: &Element) -> Self {
        let list = element.child("InclusiveNamespaces").and_then(|e| e.attribute("PrefixList")).unwrap_or_default();
        match element.attribute("Algorithm").unwrap_or_default().as_str() {
            XPATH => Self::XPath(element.child("XPath").map(Element::text).unwrap_or_default()),
            XSLT => Self::Xslt(String::new()),
            uri => Self::from_name(uri, &list),
        }
    }

    /// Its identifier.
    pub fn uri(&self) -> &str {
        match self {
            Self::Enveloped => ENVELOPED,
            Self::Canonical { inclusive: false, comments: false, .. } => EXCLUSIVE,
            Self::Canonical { inclusive: false, comments: true, .. } => EXCLUSIVE_WITH_COMMENTS,
            Self::Canonical { inclusive: true, comments: false, .. } => INCLUSIVE,
            Self::Canonical { inclusive: true, comments: true, .. } => INCLUSIVE_WITH_COMMENTS,
            Self::Base64 => BASE64,
            Self::XPath(_) => XPATH,
            Self::Xslt(_) => XSLT,
            Self::Other(uri) => uri,
        }
    }

    /// How to canonicalize, when it is a canonical form.
    pub(super) fn canonicalization(&self) -> Option<Canonicalization> {
        let Self::Canonical { inclusive, comments, prefix_list } = self else { return None };
        let prefix_list = prefix_list.split_whitespace().map(str::to_owned).collect();
        Some(Canonicalization { inclusive: *inclusive, comments: *comments, prefix_list, without: Vec::new() })
    }

    /// Writes it as the element `name` (`ds:Transform`, `ds:CanonicalizationMethod`).
    pub(super) fn write(&self, name: &str, xml: &mut String) {
        let content = match self {
            Self::Canonical { prefix_list, .. } if !prefix_list.is_empty() => format!(
                r#"<ec:InclusiveNamespaces PrefixList="{}" xmlns:ec="{EXCLUSIVE}"/>"#,
                escape_attribute(prefix_list)
            ),
            Self::XPath(expression) => format!(
                r#"<ds:XPath xmlns:saml2="{ASSERTION}" xmlns:saml2p="{PROTOCOL}">{}</ds:XPath>"#,
                escape_text(expression)
            ),
            Self::Xslt(stylesheet) => stylesheet.clone(),
            _ => String::new(),
        };
        let uri = escape_attribute(self.uri());
        // Writing to a String cannot fail.
        let _ = match content.as_str() {
            "" => write!(xml, r#"<{name} Algorithm="{uri}"/>"#),
            content => write!(xml, r#"<{name} Algorithm="{uri}">{content}</{name}>"#),
        };
    }
}
