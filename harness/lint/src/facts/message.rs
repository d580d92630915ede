//! Requests and responses.

use serde::Serialize;

use super::Value;
use super::certificate::Certificate;
use super::mangled::Memory;
use crate::finding::Span;
use crate::xml::Handle;

/// A signature directly in an element.
#[derive(Clone, Debug, Serialize)]
pub struct Signature {
    /// Name of the element that it is in, as `Assertion`.
    pub of: String,
    /// `ID` of that element.
    pub of_id: Option<String>,
    /// Algorithm of SignatureMethod.
    pub method: Option<Value>,
    /// Algorithms of DigestMethod.
    pub digests: Vec<Value>,
    /// `URI` of each Reference.
    pub references: Vec<Value>,
    /// Certificates of its KeyInfo.
    pub certificates: Vec<Certificate>,
    /// Its start tag.
    #[serde(skip)]
    pub span: Span,
}

/// An AuthnRequest.
#[derive(Clone, Debug, Serialize)]
pub struct AuthnRequest {
    /// `ID`.
    pub id: Option<Value>,
    /// `IssueInstant`.
    pub issue_instant: Option<Value>,
    /// Issuer.
    pub issuer: Option<Value>,
    /// `Destination`.
    pub destination: Option<Value>,
    /// `AssertionConsumerServiceURL`.
    pub acs_url: Option<Value>,
    /// `AssertionConsumerServiceIndex`.
    pub acs_index: Option<Value>,
    /// `ProtocolBinding`.
    pub protocol_binding: Option<Value>,
    /// `Format` of NameIDPolicy.
    pub name_id_format: Option<Value>,
    /// `ForceAuthn`.
    pub force_authn: Option<Value>,
    /// `IsPassive`.
    pub is_passive: Option<Value>,
    /// AuthnContextClassRef of RequestedAuthnContext.
    pub authn_contexts: Vec<Value>,
    /// Signatures in the XML.
    pub signatures: Vec<Signature>,
    /// `SigAlg` of a redirect URL, which is where the signature is then.
    pub query_signature: Option<String>,
    /// Its start tag.
    #[serde(skip)]
    pub span: Span,
}

/// An attribute and its values.
#[derive(Clone, Debug, Serialize)]
pub struct AttributeValues {
    /// `Name`.
    pub name: Value,
    /// AttributeValue elements.
    pub values: Vec<Value>,
}

/// A Response. Of several assertions the first is read.
#[derive(Clone, Debug, Serialize)]
pub struct Response {
    /// Whether there is a Response around the assertion.
    pub is_response: bool,
    /// `ID`.
    pub id: Option<Value>,
    /// `IssueInstant` of the Response.
    pub issue_instant: Option<Value>,
    /// Issuer of the Response.
    pub issuer: Option<Value>,
    /// `Destination`.
    pub destination: Option<Value>,
    /// `InResponseTo` of the Response.
    pub in_response_to: Option<Value>,
    /// Values of StatusCode, outermost first.
    pub status: Vec<Value>,
    /// StatusMessage.
    pub status_message: Option<Value>,
    /// Assertions that can be read.
    pub assertions: usize,
    /// EncryptedAssertion elements.
    pub encrypted_assertions: usize,
    /// Issuer of the assertion.
    pub assertion_issuer: Option<Value>,
    /// NameID.
    pub name_id: Option<Value>,
    /// Whether an EncryptedID or a BaseID stands in place of the NameID.
    pub has_other_id: bool,
    /// `Format` of NameID.
    pub name_id_format: Option<Value>,
    /// `Recipient` of the bearer confirmation.
    pub recipient: Option<Value>,
    /// `NotOnOrAfter` of the bearer confirmation.
    pub confirmation_not_on_or_after: Option<Value>,
    /// `InResponseTo` of the bearer confirmation.
    pub confirmation_in_response_to: Option<Value>,
    /// Whether there is a bearer confirmation.
    pub has_bearer: bool,
    /// `NotBefore` of Conditions.
    pub not_before: Option<Value>,
    /// `NotOnOrAfter` of Conditions.
    pub not_on_or_after: Option<Value>,
    /// Audiences.
    pub audiences: Vec<Value>,
    /// AuthnContextClassRef.
    pub authn_context: Option<Value>,
    /// Whether there is an AuthnStatement.
    pub has_authn_statement: bool,
    /// `SessionIndex`.
    pub session_index: Option<Value>,
    /// Attributes.
    pub attributes: Vec<AttributeValues>,
    /// Signatures of the Response and of its assertions.
    pub signatures: Vec<Signature>,
    /// Start tag of the Response.
    #[serde(skip)]
    pub span: Span,
    /// Start tag of the first assertion.
    #[serde(skip)]
    pub assertion_span: Option<Span>,
}

impl Response {
    /// Where to point for what the assertion lacks.
    pub fn place(&self) -> Span {
        self.assertion_span.unwrap_or(self.span)
    }

    /// Whether the Response itself is signed.
    pub fn response_signed(&self) -> bool {
        self.signatures.iter().any(|signature| signature.of == "Response")
    }

    /// Whether an assertion is signed.
    pub fn assertion_signed(&self) -> bool {
        self.signatures.iter().any(|signature| signature.of == "Assertion")
    }
}

/// The signatures directly in an element.
pub(super) fn signatures(element: Handle<'_>, memory: &Memory) -> Vec<Signature> {
    let found = element.children_named("Signature").map(|signature| {
        let algorithm = |below: Handle<'_>| Value::attribute(below, "Algorithm");
        let info = signature.child("SignedInfo");
        let references: Vec<Handle<'_>> = info.iter().flat_map(|info| info.children_named("Reference")).collect();
        let certificates = signature.below().filter(|below| below.local() == "X509Certificate");
        Signature {
            of: element.local().to_owned(),
            of_id: element.value("ID"),
            method: info.and_then(|info| info.child("SignatureMethod")).and_then(algorithm),
            digests: references.iter().filter_map(|found| found.child("DigestMethod").and_then(algorithm)).collect(),
            references: references.iter().filter_map(|found| Value::attribute(*found, "URI")).collect(),
            certificates: certificates.map(|found| Certificate::of_element(found, None, memory)).collect(),
            span: signature.element().tag,
        }
    });
    found.collect()
}

fn text_of(parent: Handle<'_>, name: &str) -> Option<Value> {
    parent.children().find(|child| child.local() == name).map(Value::text)
}

pub(super) fn request(element: Handle<'_>, fields: &[(String, String)], memory: &Memory) -> AuthnRequest {
    let attribute = |name| Value::attribute(element, name);
    let contexts = element.below().filter(|below| below.local() == "AuthnContextClassRef");
    AuthnRequest {
        id: attribute("ID"),
        issue_instant: attribute("IssueInstant"),
        issuer: text_of(element, "Issuer"),
        destination: attribute("Destination"),
        acs_url: attribute("AssertionConsumerServiceURL"),
        acs_index: attribute("AssertionConsumerServiceIndex"),
        protocol_binding: attribute("ProtocolBinding"),
        name_id_format: element.child("NameIDPolicy").and_then(|policy| Value::attribute(policy, "Format")),
        force_authn: attribute("ForceAuthn"),
        is_passive: attribute("IsPassive"),
        authn_contexts: contexts.map(Value::text).collect(),
        signatures: signatures(element, memory),
        query_signature: fields.iter().find(|(name, _)| name == "SigAlg").map(|(_, value)| value.clone()),
        span: element.element().tag,
    }
}

pub(super) fn response(element: Handle<'_>, memory: &Memory) -> Response {
    let is_response = element.local() == "Response";
    let assertions: Vec<Handle<'_>> =
        if is_response { element.children_named("Assertion").collect() } else { vec![element] };
    let outer = is_response.then_some(element);
    let attribute = |name: &str| outer.and_then(|outer| Value::attribute(outer, name));
    let codes = outer.and_then(|outer| outer.child("Status"));
    let assertion = assertions.first().copied();
    let subject = assertion.and_then(|assertion| assertion.child("Subject"));
    let name_id = subject.and_then(|subject| subject.child("NameID"));
    let bearer =
        subject.iter().flat_map(|subject| subject.children_named("SubjectConfirmation")).find(|confirmation| {
            confirmation.value("Method").is_some_and(|method| method.trim() == "urn:oasis:names:tc:SAML:2.0:cm:bearer")
        });
    let data = bearer.and_then(|bearer| bearer.child("SubjectConfirmationData"));
    let conditions = assertion.and_then(|assertion| assertion.child("Conditions"));
    let audiences =
        conditions.iter().flat_map(|conditions| conditions.below()).filter(|below| below.local() == "Audience");
    let statement = assertion.and_then(|assertion| assertion.child("AuthnStatement"));
    let context =
        statement.and_then(|statement| statement.below().find(|below| below.local() == "AuthnContextClassRef"));
    let attributes = assertion
        .iter()
        .flat_map(|assertion| assertion.children_named("AttributeStatement"))
        .flat_map(|statement| statement.children_named("Attribute"));
    let mut signed = outer.map(|outer| signatures(outer, memory)).unwrap_or_default();
    signed.extend(assertions.iter().flat_map(|assertion| signatures(*assertion, memory)));
    Response {
        is_response,
        id: attribute("ID"),
        issue_instant: attribute("IssueInstant"),
        issuer: outer.and_then(|outer| text_of(outer, "Issuer")),
        destination: attribute("Destination"),
        in_response_to: attribute("InResponseTo"),
        status: codes
            .iter()
            .flat_map(|status| status.below())
            .filter(|below| below.local() == "StatusCode")
            .filter_map(|code| Value::attribute(code, "Value"))
            .collect(),
        status_message: codes.and_then(|status| text_of(status, "StatusMessage")),
        assertions: assertions.len(),
        encrypted_assertions: element.children_named("EncryptedAssertion").count(),
        assertion_issuer: assertion.and_then(|assertion| text_of(assertion, "Issuer")),
        name_id: name_id.map(Value::text),
        has_other_id: subject
            .is_some_and(|subject| subject.child("EncryptedID").or_else(|| subject.child("BaseID")).is_some()),
        name_id_format: name_id.and_then(|name_id| Value::attribute(name_id, "Format")),
        recipient: data.and_then(|data| Value::attribute(data, "Recipient")),
        confirmation_not_on_or_after: data.and_then(|data| Value::attribute(data, "NotOnOrAfter")),
        confirmation_in_response_to: data.and_then(|data| Value::attribute(data, "InResponseTo")),
        has_bearer: bearer.is_some(),
        not_before: conditions.and_then(|conditions| Value::attribute(conditions, "NotBefore")),
        not_on_or_after: conditions.and_then(|conditions| Value::attribute(conditions, "NotOnOrAfter")),
        audiences: audiences.map(Value::text).collect(),
        authn_context: context.map(Value::text),
        has_authn_statement: statement.is_some(),
        session_index: statement.and_then(|statement| Value::attribute(statement, "SessionIndex")),
        attributes: attributes
            .map(|found| AttributeValues {
                name: Value::attribute(found, "Name").unwrap_or_default(),
                values: found.children().filter(|child| child.local() == "AttributeValue").map(Value::text).collect(),
            })
            .collect(),
        signatures: signed,
        span: element.element().tag,
        assertion_span: assertion.map(|assertion| assertion.element().tag),
    }
}
