//! An AuthnRequest: what the SP asked for.

use jiff::Timestamp;
use roxmltree::Document;
use serde::Serialize;

use crate::signature::Signature;
use crate::xml::{ASSERTION, PROTOCOL, attribute, child, children, text};

/// One AuthnRequest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Request {
    /// The decoded XML.
    #[serde(skip)]
    pub xml: String,
    /// How it was wrapped, the outermost first.
    pub wrapping: Vec<String>,
    /// `ID`.
    pub id: Option<String>,
    /// `Issuer`: the SP's entity ID, nothing trimmed.
    pub issuer: Option<String>,
    /// `Destination`: the IdP's URL as the SP knows it.
    pub destination: Option<String>,
    /// `AssertionConsumerServiceURL`.
    pub acs_url: Option<String>,
    /// `IssueInstant`.
    pub issue_instant: Option<Timestamp>,
    /// NameIDPolicy's `Format`.
    pub name_id_format: Option<String>,
    /// Kinds of login that it asks for: AuthnContextClassRef of RequestedAuthnContext.
    pub authn_contexts: Vec<String>,
    /// Whether it is signed: in the XML, or in the query that it came in.
    pub signed: bool,
}

impl Request {
    pub(crate) fn of(document: &Document<'_>, wrapping: Vec<String>) -> Self {
        let root = document.root_element();
        Self {
            xml: document.input_text().to_owned(),
            wrapping,
            id: attribute(root, "ID"),
            issuer: child(root, ASSERTION, "Issuer").map(text),
            destination: attribute(root, "Destination"),
            acs_url: attribute(root, "AssertionConsumerServiceURL"),
            issue_instant: root.attribute("IssueInstant").and_then(|time| time.trim().parse().ok()),
            name_id_format: child(root, PROTOCOL, "NameIDPolicy").and_then(|policy| attribute(policy, "Format")),
            authn_contexts: child(root, PROTOCOL, "RequestedAuthnContext")
                .into_iter()
                .flat_map(|asked| children(asked, ASSERTION, "AuthnContextClassRef").map(text))
                .collect(),
            signed: Signature::of(root, &[]).is_some(),
        }
    }
}
