//! What a file says, read off it: entities, endpoints, certificates, and what is in a message. Nothing here judges.

mod certificate;
mod mangled;
mod message;
mod metadata;

use serde::Serialize;

pub use certificate::{Certificate, Details};
pub use mangled::Mangling;
pub use message::{AttributeValues, AuthnRequest, Response, Signature};
pub use metadata::{Endpoint, Entity, RequestedAttribute, RoleFacts};

use crate::finding::Span;
use crate::input::{Input, Kind, Layer};
use crate::xml::Handle;

/// A text of the file, with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// The text as it is meant: references replaced, nothing trimmed.
    pub text: String,
    /// Where it is.
    pub span: Span,
}

impl std::ops::Deref for Value {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl Value {
    /// An attribute's value.
    pub(crate) fn attribute(element: Handle<'_>, name: &str) -> Option<Self> {
        let found = element.attribute(name)?;
        Some(Self { text: element.value(name)?, span: found.value })
    }

    /// An element's text.
    pub(crate) fn text(element: Handle<'_>) -> Self {
        Self { text: element.text(), span: element.text_span() }
    }

    /// As `xs:boolean`; absent for what is neither.
    pub fn as_bool(&self) -> Option<bool> {
        match self.text.trim() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    /// As a point in time.
    pub fn as_time(&self) -> Option<jiff::Timestamp> {
        self.text.trim().parse().ok()
    }
}

/// What a file says.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Facts {
    /// What it is; absent only in a `Facts::default()`.
    pub kind: Option<Kind>,
    /// What was taken off to get at it.
    pub layers: Vec<Layer>,
    /// The entities of metadata, in the order written.
    pub entities: Vec<Entity>,
    /// Certificates of a file that is a certificate.
    pub certificates: Vec<Certificate>,
    /// An AuthnRequest.
    pub request: Option<AuthnRequest>,
    /// A Response, or an Assertion alone.
    pub response: Option<Response>,
    /// RelayState of the URL or form that the message was in.
    pub relay_state: Option<String>,
}

impl Facts {
    /// Reads an input.
    pub fn of(input: &Input) -> Self {
        let relay_state = input.fields.iter().find(|(name, _)| name == "RelayState").map(|(_, value)| value.clone());
        let mut facts = Self { kind: Some(input.kind), layers: input.layers.clone(), relay_state, ..Self::default() };
        if input.kind == Kind::Certificate {
            facts.certificates = match &input.der {
                Some(der) => vec![Certificate::of_der(der)],
                None => Certificate::of_pem(&input.text),
            };
        }
        let Some(document) = &input.document else { return facts };
        let memory = mangled::Memory::default();
        facts.entities = metadata::entities(document, &memory);
        facts.request =
            document.named("AuthnRequest").next().map(|found| message::request(found, &input.fields, &memory));
        let message = document.named("Response").next().or_else(|| document.named("Assertion").next());
        facts.response = message.filter(|_| !input.kind.is_metadata()).map(|found| message::response(found, &memory));
        facts
    }

    /// The first entity that is an identity provider, with its role.
    pub fn idp(&self) -> Option<(&Entity, &RoleFacts)> {
        self.entities.iter().find_map(|entity| Some((entity, entity.idp.as_ref()?)))
    }

    /// The first entity that is a service provider, with its role.
    pub fn sp(&self) -> Option<(&Entity, &RoleFacts)> {
        self.entities.iter().find_map(|entity| Some((entity, entity.sp.as_ref()?)))
    }

    /// Every role of every entity.
    pub fn roles(&self) -> impl Iterator<Item = (&Entity, &RoleFacts)> {
        self.entities.iter().flat_map(|entity| entity.idp.iter().chain(&entity.sp).map(move |role| (entity, role)))
    }

    /// Every certificate of the file, wherever it stands.
    pub fn all_certificates(&self) -> impl Iterator<Item = &Certificate> {
        let signatures = self.response.iter().flat_map(|response| &response.signatures);
        let requests = self.request.iter().flat_map(|request| &request.signatures);
        let messages = signatures.chain(requests).flat_map(|signature| &signature.certificates);
        self.roles().flat_map(|(_, role)| &role.certificates).chain(&self.certificates).chain(messages)
    }
}
