//! A SAML response: who says what of whom, to whom, until when, and what of it is signed.

use jiff::Timestamp;
use openssl::pkey::{PKey, Private};
use roxmltree::{Document, Node};
use serde::Serialize;

use crate::decrypt;
use crate::signature::Signature;
use crate::xml::{self, ASSERTION, PROTOCOL, attribute, child, children, text};

/// One attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attribute {
    /// `Name`, nothing trimmed.
    pub name: String,
    /// `NameFormat`.
    pub format: Option<String>,
    /// Values.
    pub values: Vec<String>,
}

/// One assertion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Assertion {
    /// `Issuer`, nothing trimmed.
    pub issuer: Option<String>,
    /// `IssueInstant`.
    pub issue_instant: Option<Timestamp>,
    /// Its own signature.
    pub signature: Option<Signature>,
    /// NameID, nothing trimmed; absent when there is none.
    pub name_id: Option<String>,
    /// NameID's `Format`.
    pub name_id_format: Option<String>,
    /// `Recipient` of the bearer confirmation.
    pub recipient: Option<String>,
    /// `InResponseTo` of the bearer confirmation.
    pub in_response_to: Option<String>,
    /// `NotOnOrAfter` of the bearer confirmation.
    pub confirmation_not_on_or_after: Option<Timestamp>,
    /// `NotBefore` of Conditions.
    pub not_before: Option<Timestamp>,
    /// `NotOnOrAfter` of Conditions.
    pub not_on_or_after: Option<Timestamp>,
    /// Audiences, nothing trimmed.
    pub audiences: Vec<String>,
    /// `AuthnContextClassRef`.
    pub authn_context_class: Option<String>,
    /// `SessionIndex` of AuthnStatement.
    pub session_index: Option<String>,
    /// Whether there is an AuthnStatement.
    pub has_authn_statement: bool,
    /// Whether there is an AttributeStatement.
    pub has_attribute_statement: bool,
    /// Attributes.
    pub attributes: Vec<Attribute>,
}

/// What is known of encrypted parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Encrypted {
    /// How many assertions are encrypted.
    pub assertions: usize,
    /// How many of them were read with the key that was given.
    pub read: usize,
    /// Why the rest could not be read.
    pub why: Option<String>,
    /// Algorithms of content and key.
    pub algorithms: Vec<String>,
}

/// One response.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Response {
    /// The decoded XML.
    #[serde(skip)]
    pub xml: String,
    /// How it was wrapped, the outermost first.
    pub wrapping: Vec<String>,
    /// `Destination`.
    pub destination: Option<String>,
    /// `InResponseTo`; absent: it came unasked.
    pub in_response_to: Option<String>,
    /// `IssueInstant`.
    pub issue_instant: Option<Timestamp>,
    /// `Issuer`, nothing trimmed.
    pub issuer: Option<String>,
    /// Status codes, the outer one first.
    pub status: Vec<String>,
    /// StatusMessage.
    pub status_message: Option<String>,
    /// The signature of the whole response.
    pub signature: Option<Signature>,
    /// Assertions that can be read.
    pub assertions: Vec<Assertion>,
    /// Encrypted parts.
    pub encrypted: Encrypted,
}

impl Response {
    /// Of a document whose root is `samlp:Response`.
    pub(crate) fn of(document: &Document<'_>, wrapping: Vec<String>, key: Option<&PKey<Private>>) -> Self {
        let root = document.root_element();
        let status = child(root, PROTOCOL, "Status");
        let mut codes = Vec::new();
        let mut next = status.and_then(|status| child(status, PROTOCOL, "StatusCode"));
        while let Some(code) = next.filter(|_| codes.len() < 8) {
            codes.push(code.attribute("Value").unwrap_or_default().to_owned());
            next = child(code, PROTOCOL, "StatusCode");
        }
        let verified = saml_signature::read(document.input_text());
        let mut assertions: Vec<Assertion> =
            children(root, ASSERTION, "Assertion").map(|one| assertion(one, &verified)).collect();
        let mut encrypted = Encrypted::default();
        for sealed in children(root, ASSERTION, "EncryptedAssertion") {
            encrypted.assertions += 1;
            encrypted.algorithms.extend(decrypt::algorithms(sealed));
            match decrypt::open(sealed, key) {
                Ok(plain) => {
                    let verified = saml_signature::read(&plain);
                    let read =
                        xml::parse(&plain).map(|inner| assertions.push(assertion(inner.root_element(), &verified)));
                    encrypted.read += usize::from(read.is_ok());
                    encrypted.why = read.err().or(encrypted.why);
                }
                Err(why) => encrypted.why = Some(why),
            }
        }
        Self {
            xml: document.input_text().to_owned(),
            wrapping,
            destination: attribute(root, "Destination"),
            in_response_to: attribute(root, "InResponseTo"),
            issue_instant: time(root, "IssueInstant"),
            issuer: child(root, ASSERTION, "Issuer").map(text),
            status: codes,
            status_message: status.and_then(|status| child(status, PROTOCOL, "StatusMessage")).map(text),
            signature: Signature::of(root, &verified),
            assertions,
            encrypted,
        }
    }

    /// Whether its octets are those that were sent: XML that stands in a file as XML may have been re-formatted by
    /// whoever recorded or opened it.
    pub fn is_as_sent(&self) -> bool {
        self.wrapping.iter().any(|layer| layer == "base64")
    }

    /// Whether the IdP says that all went well.
    pub fn is_success(&self) -> bool {
        self.status.first().is_none_or(|code| code.ends_with(":Success"))
    }

    /// Every signature in it.
    pub fn signatures(&self) -> impl Iterator<Item = &Signature> {
        self.signature.iter().chain(self.assertions.iter().filter_map(|assertion| assertion.signature.as_ref()))
    }
}

fn time(node: Node<'_, '_>, name: &str) -> Option<Timestamp> {
    node.attribute(name)?.trim().parse().ok()
}

fn assertion(node: Node<'_, '_>, verified: &[saml_signature::Signature]) -> Assertion {
    let subject = child(node, ASSERTION, "Subject");
    let name_id = subject.and_then(|subject| child(subject, ASSERTION, "NameID"));
    let confirmations = || subject.into_iter().flat_map(|subject| children(subject, ASSERTION, "SubjectConfirmation"));
    let bearer = confirmations()
        .find(|one| one.attribute("Method").is_some_and(|method| method.ends_with(":bearer")))
        .or_else(|| confirmations().next());
    let data = bearer.and_then(|bearer| child(bearer, ASSERTION, "SubjectConfirmationData"));
    let conditions = child(node, ASSERTION, "Conditions");
    let restrictions =
        conditions.into_iter().flat_map(|conditions| children(conditions, ASSERTION, "AudienceRestriction"));
    let authn = child(node, ASSERTION, "AuthnStatement");
    let context = authn.and_then(|authn| child(authn, ASSERTION, "AuthnContext"));
    let statement = child(node, ASSERTION, "AttributeStatement");
    Assertion {
        issuer: child(node, ASSERTION, "Issuer").map(text),
        issue_instant: time(node, "IssueInstant"),
        signature: Signature::of(node, verified),
        name_id: name_id.map(text),
        name_id_format: name_id.and_then(|name_id| attribute(name_id, "Format")),
        recipient: data.and_then(|data| attribute(data, "Recipient")),
        in_response_to: data.and_then(|data| attribute(data, "InResponseTo")),
        confirmation_not_on_or_after: data.and_then(|data| time(data, "NotOnOrAfter")),
        not_before: conditions.and_then(|conditions| time(conditions, "NotBefore")),
        not_on_or_after: conditions.and_then(|conditions| time(conditions, "NotOnOrAfter")),
        audiences: restrictions.flat_map(|one| children(one, ASSERTION, "Audience")).map(text).collect(),
        authn_context_class: context.and_then(|one| child(one, ASSERTION, "AuthnContextClassRef")).map(text),
        session_index: authn.and_then(|authn| attribute(authn, "SessionIndex")),
        has_authn_statement: authn.is_some(),
        has_attribute_statement: statement.is_some(),
        attributes: statement
            .into_iter()
            .flat_map(|statement| children(statement, ASSERTION, "Attribute"))
            .map(|one| Attribute {
                name: one.attribute("Name").unwrap_or_default().to_owned(),
                format: attribute(one, "NameFormat"),
                values: children(one, ASSERTION, "AttributeValue").map(text).collect(),
            })
            .collect(),
    }
}
