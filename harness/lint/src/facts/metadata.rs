//! Entities of metadata.

use serde::Serialize;

use super::certificate::Certificate;
use super::mangled::Memory;
use super::{Signature, Value, message};
use crate::finding::Span;
use crate::xml::{Document, Handle};

/// An EntityDescriptor.
#[derive(Clone, Debug, Serialize)]
pub struct Entity {
    /// `entityID`.
    pub entity_id: Option<Value>,
    /// `validUntil` of the entity, or of the EntitiesDescriptor around it.
    pub valid_until: Option<Value>,
    /// `cacheDuration`.
    pub cache_duration: Option<Value>,
    /// Its IDPSSODescriptor.
    pub idp: Option<RoleFacts>,
    /// Its SPSSODescriptor.
    pub sp: Option<RoleFacts>,
    /// Its signature.
    pub signatures: Vec<Signature>,
    /// Whether there is an EntityDescriptor; a role may stand alone.
    #[serde(skip)]
    pub is_whole: bool,
    /// Its start tag.
    #[serde(skip)]
    pub span: Span,
}

/// An IDPSSODescriptor or SPSSODescriptor.
#[derive(Clone, Debug, Serialize)]
pub struct RoleFacts {
    /// Whether it is an IDPSSODescriptor.
    pub is_idp: bool,
    /// `protocolSupportEnumeration`.
    pub protocols: Option<Value>,
    /// The certificates of its KeyDescriptors.
    pub certificates: Vec<Certificate>,
    /// All endpoints, in the order written.
    pub endpoints: Vec<Endpoint>,
    /// NameIDFormat elements.
    pub name_id_formats: Vec<Value>,
    /// `WantAuthnRequestsSigned` (IdP).
    pub want_authn_requests_signed: Option<Value>,
    /// `AuthnRequestsSigned` (SP).
    pub authn_requests_signed: Option<Value>,
    /// `WantAssertionsSigned` (SP).
    pub want_assertions_signed: Option<Value>,
    /// RequestedAttribute elements (SP).
    pub requested_attributes: Vec<RequestedAttribute>,
    /// `validUntil` of the role.
    pub valid_until: Option<Value>,
    /// Its start tag.
    #[serde(skip)]
    pub span: Span,
}

/// An endpoint of a role.
#[derive(Clone, Debug, Serialize)]
pub struct Endpoint {
    /// Name of the element, as `SingleSignOnService`.
    pub service: String,
    /// `Binding`.
    pub binding: Option<Value>,
    /// `Location`.
    pub location: Option<Value>,
    /// `ResponseLocation`.
    pub response_location: Option<Value>,
    /// `index`.
    pub index: Option<Value>,
    /// `isDefault`.
    pub is_default: Option<Value>,
    /// Its start tag.
    #[serde(skip)]
    pub span: Span,
}

/// An attribute that an SP asks for.
#[derive(Clone, Debug, Serialize)]
pub struct RequestedAttribute {
    /// `Name`.
    pub name: Value,
    /// `FriendlyName`.
    pub friendly_name: Option<Value>,
    /// `isRequired`.
    pub required: bool,
}

impl RoleFacts {
    /// Endpoints of one service.
    pub fn of<'a>(&'a self, service: &'a str) -> impl Iterator<Item = &'a Endpoint> {
        self.endpoints.iter().filter(move |endpoint| endpoint.service == service)
    }

    /// Endpoints that carry logins: where requests go at an IdP, where responses go at an SP.
    pub fn login_endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        self.of(if self.is_idp { "SingleSignOnService" } else { "AssertionConsumerService" })
    }

    /// Certificates that signatures may be verified with.
    pub fn signing(&self) -> impl Iterator<Item = &Certificate> {
        self.certificates.iter().filter(|certificate| certificate.may_sign())
    }
}

impl Endpoint {
    /// Whether it has the SAML 2.0 binding that ends in this name, as `HTTP-Redirect`.
    pub fn has_binding(&self, name: &str) -> bool {
        let binding = self.binding.as_deref().map(str::trim);
        binding.and_then(|binding| binding.strip_prefix("urn:oasis:names:tc:SAML:2.0:bindings:")) == Some(name)
    }
}

/// The entities of a document; a role that stands alone counts as one.
pub(super) fn entities(document: &Document, memory: &Memory) -> Vec<Entity> {
    let mut entities: Vec<Entity> = document.named("EntityDescriptor").map(|found| entity(found, memory)).collect();
    if entities.is_empty() {
        let alone = document.roots().filter(|root| matches!(root.local(), "IDPSSODescriptor" | "SPSSODescriptor"));
        entities.extend(alone.map(|role| Entity {
            entity_id: None,
            valid_until: None,
            cache_duration: None,
            idp: (role.local() == "IDPSSODescriptor").then(|| self::role(role, memory)),
            sp: (role.local() == "SPSSODescriptor").then(|| self::role(role, memory)),
            signatures: Vec::new(),
            is_whole: false,
            span: role.element().tag,
        }));
    }
    entities
}

fn entity(element: Handle<'_>, memory: &Memory) -> Entity {
    let around = std::iter::successors(Some(element), |inner| inner.parent());
    let mut inherited = around.filter(|outer| outer.local().ends_with("Descriptor"));
    Entity {
        entity_id: Value::attribute(element, "entityID"),
        valid_until: inherited.find_map(|outer| Value::attribute(outer, "validUntil")),
        cache_duration: Value::attribute(element, "cacheDuration"),
        idp: element.child("IDPSSODescriptor").map(|found| role(found, memory)),
        sp: element.child("SPSSODescriptor").map(|found| role(found, memory)),
        signatures: message::signatures(element, memory),
        is_whole: true,
        span: element.element().tag,
    }
}

fn role(element: Handle<'_>, memory: &Memory) -> RoleFacts {
    let keys = element.children_named("KeyDescriptor").flat_map(|descriptor| {
        let inside = descriptor.below().filter(|below| below.local() == "X509Certificate");
        inside.map(move |found| Certificate::of_element(found, Some(descriptor), memory))
    });
    let endpoints = element
        .children()
        .filter(|child| child.attribute("Location").is_some() || child.attribute("Binding").is_some());
    let requested = element
        .children_named("AttributeConsumingService")
        .flat_map(|service| service.children_named("RequestedAttribute"));
    RoleFacts {
        is_idp: element.local() == "IDPSSODescriptor",
        protocols: Value::attribute(element, "protocolSupportEnumeration"),
        certificates: keys.collect(),
        endpoints: endpoints.map(endpoint).collect(),
        name_id_formats: element.children_named("NameIDFormat").map(Value::text).collect(),
        want_authn_requests_signed: Value::attribute(element, "WantAuthnRequestsSigned"),
        authn_requests_signed: Value::attribute(element, "AuthnRequestsSigned"),
        want_assertions_signed: Value::attribute(element, "WantAssertionsSigned"),
        requested_attributes: requested
            .map(|found| RequestedAttribute {
                name: Value::attribute(found, "Name").unwrap_or_default(),
                friendly_name: Value::attribute(found, "FriendlyName"),
                required: Value::attribute(found, "isRequired").and_then(|value| value.as_bool()) == Some(true),
            })
            .collect(),
        valid_until: Value::attribute(element, "validUntil"),
        span: element.element().tag,
    }
}

fn endpoint(element: Handle<'_>) -> Endpoint {
    Endpoint {
        service: element.local().to_owned(),
        binding: Value::attribute(element, "Binding"),
        location: Value::attribute(element, "Location"),
        response_location: Value::attribute(element, "ResponseLocation"),
        index: Value::attribute(element, "index"),
        is_default: Value::attribute(element, "isDefault"),
        span: element.element().tag,
    }
}
