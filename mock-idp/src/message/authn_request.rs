//! AuthnRequest (SAML core 3.4.1), read from bytes that anybody may have sent.

use thiserror::Error;

use super::{ASSERTION, PROTOCOL};
use crate::xml::{Document, Scope, XmlError};

/// What the IdP looks at in an AuthnRequest. ForceAuthn, IsPassive, RequestedAuthnContext and NameIDPolicy
/// are not looked at, as at JumpCloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthnRequest {
    /// `ID`, which the Response's InResponseTo repeats.
    pub id: String,
    /// Content of `Issuer`; absent or empty: none.
    pub issuer: Option<String>,
    /// `AssertionConsumerServiceURL`.
    pub acs_url: Option<String>,
    /// `AssertionConsumerServiceIndex`.
    pub acs_index: Option<usize>,
    /// `Destination`.
    pub destination: Option<String>,
}

/// An AuthnRequest that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[allow(missing_docs)]
pub enum RequestError {
    #[error("the request is not UTF-8 text")]
    Encoding,
    #[error("the request is not XML: {0}")]
    Xml(#[from] XmlError),
    #[error("the request has a document type declaration, which is never read")]
    DocType,
    #[error("the message is a `{0}`, not a SAML 2.0 AuthnRequest")]
    NotARequest(String),
    #[error("the request lacks the attribute `{0}`")]
    Missing(&'static str),
    #[error("the request's Version is `{0}`, not 2.0")]
    Version(String),
    #[error("the request's ID `{0}` is not an XML name")]
    Id(String),
    #[error("the request's AssertionConsumerServiceIndex `{0}` is not a number")]
    Index(String),
}

impl AuthnRequest {
    /// Reads the decoded message; also gives its tree, which a signature is checked on.
    pub fn parse(xml: &[u8]) -> Result<(Self, Document), RequestError> {
        let xml = std::str::from_utf8(xml).map_err(|_| RequestError::Encoding)?;
        let document = Document::parse(xml)?;
        if document.has_doctype() {
            return Err(RequestError::DocType);
        }
        Ok((Self::read(&document)?, document))
    }

    fn read(document: &Document) -> Result<Self, RequestError> {
        let root = document.root();
        let mut scope = Scope::default();
        scope.enter(root);
        if !scope.is(root, PROTOCOL, "AuthnRequest") {
            return Err(RequestError::NotARequest(root.name.chars().take(80).collect()));
        }
        let required = |name| root.attribute(name).ok_or(RequestError::Missing(name));
        let version = required("Version")?;
        if version != "2.0" {
            return Err(RequestError::Version(version));
        }
        let id = required("ID")?;
        // xs:ID; InResponseTo must be an xs:NCName as well.
        if id.is_empty()
            || id.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.')
            || id.contains([':', ' '])
        {
            return Err(RequestError::Id(id));
        }
        required("IssueInstant")?;
        let acs_index = match root.attribute("AssertionConsumerServiceIndex") {
            Some(text) => Some(text.trim().parse().map_err(|_| RequestError::Index(text))?),
            None => None,
        };
        let issuer = root.elements().find_map(|child| {
            let mark = scope.enter(child);
            let found = scope.is(child, ASSERTION, "Issuer");
            scope.leave(mark);
            found.then(|| child.text())
        });
        Ok(Self {
            id,
            issuer: issuer.filter(|text| !text.is_empty()),
            acs_url: root.attribute("AssertionConsumerServiceURL").filter(|url| !url.is_empty()),
            acs_index,
            destination: root.attribute("Destination"),
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const REQUEST: &str = r#"<q:AuthnRequest xmlns:q="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0" IssueInstant="2026-01-01T00:00:00Z"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">sp</Issuer></q:AuthnRequest>"#;

    #[test]
    fn names_are_read_by_namespace_and_not_by_prefix() {
        let (request, _) = AuthnRequest::parse(REQUEST.as_bytes()).unwrap();
        assert_eq!((request.id.as_str(), request.issuer.as_deref()), ("_1", Some("sp")));
        let other = REQUEST.replace("SAML:2.0:protocol", "SAML:1.1:protocol");
        assert!(matches!(AuthnRequest::parse(other.as_bytes()), Err(RequestError::NotARequest(_))));
        let other = REQUEST.replace("SAML:2.0:assertion", "elsewhere");
        assert_eq!(AuthnRequest::parse(other.as_bytes()).unwrap().0.issuer, None);
    }

    #[test]
    fn what_is_required_is_missed() {
        for (from, to, error) in [
            (r#"ID="_1""#, "", RequestError::Missing("ID")),
            (r#"Version="2.0""#, r#"Version="1.1""#, RequestError::Version("1.1".into())),
            (r#"ID="_1""#, r#"ID="1 2""#, RequestError::Id("1 2".into())),
            (r#" IssueInstant="2026-01-01T00:00:00Z""#, "", RequestError::Missing("IssueInstant")),
        ] {
            assert_eq!(AuthnRequest::parse(REQUEST.replace(from, to).as_bytes()), Err(error));
        }
    }

    #[test]
    fn a_document_type_is_refused() {
        let bomb = format!(r#"<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>{REQUEST}"#);
        assert_eq!(AuthnRequest::parse(bomb.as_bytes()), Err(RequestError::DocType));
        let used = bomb.replace(">sp<", ">&b;<");
        assert!(matches!(AuthnRequest::parse(used.as_bytes()), Err(RequestError::Xml(XmlError::Reference(_)))));
    }
}
