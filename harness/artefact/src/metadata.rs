//! Metadata of an IdP or an SP.

use jiff::Timestamp;
use roxmltree::{Document, Node};
use saml_signature::Verdict;
use serde::Serialize;

use crate::certificate::Certificate;
use crate::xml::{DSIG, METADATA, attribute, children, text};

/// Whose metadata it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Identity provider.
    Idp,
    /// Service provider.
    Sp,
}

/// An address with its binding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Endpoint {
    /// `HTTP-POST`, `HTTP-Redirect`, or the whole binding.
    pub binding: String,
    /// `Location`.
    pub location: String,
}

/// One `KeyDescriptor`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyUse {
    /// `use`; absent: for both.
    pub purpose: Option<String>,
    /// Its certificates that can be read.
    pub certificates: Vec<Certificate>,
    /// How many texts in `X509Certificate` are no certificate.
    pub unreadable: usize,
}

/// One entity's metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Metadata {
    /// The XML as it was given.
    #[serde(skip)]
    pub xml: String,
    /// IdP or SP.
    pub role: Role,
    /// `entityID`, nothing trimmed.
    pub entity_id: String,
    /// `validUntil` of the entity or its role, the earlier.
    pub valid_until: Option<Timestamp>,
    /// Keys.
    pub keys: Vec<KeyUse>,
    /// NameIDFormat, in order.
    pub name_id_formats: Vec<String>,
    /// SingleSignOnService of an IdP, AssertionConsumerService of an SP.
    pub endpoints: Vec<Endpoint>,
    /// `WantAuthnRequestsSigned` of an IdP, `WantAssertionsSigned` of an SP.
    pub wants_signed: Option<String>,
    /// How many entities the file has.
    pub entities: usize,
    /// What the signatures of the file are worth with the certificates in them, with the names of their elements.
    #[serde(skip)]
    pub signatures: Vec<(String, Verdict)>,
}

impl Metadata {
    /// Every role of every entity in the document, IdPs first.
    pub(crate) fn all(document: &Document<'_>) -> Vec<Self> {
        let entities: Vec<Node<'_, '_>> =
            document.descendants().filter(|node| node.has_tag_name((METADATA, "EntityDescriptor"))).take(50).collect();
        let of = |role: Role| {
            let name = if role == Role::Idp { "IDPSSODescriptor" } else { "SPSSODescriptor" };
            entities.iter().flat_map(move |entity| {
                children(*entity, METADATA, name).map(move |descriptor| (*entity, descriptor, role))
            })
        };
        let number = entities.len();
        let signatures: Vec<(String, Verdict)> =
            saml_signature::read(document.input_text()).iter().map(|one| (one.of.clone(), one.own_verdict())).collect();
        let roles = of(Role::Idp).chain(of(Role::Sp));
        let read = |(entity, descriptor, role)| Self {
            signatures: signatures.clone(),
            ..Self::of(document, entity, descriptor, role, number)
        };
        roles.map(read).collect()
    }

    fn of(document: &Document<'_>, entity: Node<'_, '_>, role_node: Node<'_, '_>, role: Role, entities: usize) -> Self {
        let until =
            [entity, role_node].into_iter().filter_map(|node| node.attribute("validUntil")?.trim().parse().ok());
        let (service, wants) = match role {
            Role::Idp => ("SingleSignOnService", "WantAuthnRequestsSigned"),
            Role::Sp => ("AssertionConsumerService", "WantAssertionsSigned"),
        };
        let key = |node: Node<'_, '_>| {
            let texts: Vec<String> =
                node.descendants().filter(|node| node.has_tag_name((DSIG, "X509Certificate"))).map(text).collect();
            let certificates: Vec<Certificate> = texts.iter().filter_map(|text| Certificate::of_text(text)).collect();
            KeyUse { purpose: attribute(node, "use"), unreadable: texts.len() - certificates.len(), certificates }
        };
        Self {
            xml: document.input_text().to_owned(),
            role,
            entity_id: entity.attribute("entityID").unwrap_or_default().to_owned(),
            valid_until: until.min(),
            keys: children(role_node, METADATA, "KeyDescriptor").map(key).collect(),
            name_id_formats: children(role_node, METADATA, "NameIDFormat").map(text).collect(),
            endpoints: children(role_node, METADATA, service).map(endpoint).collect(),
            wants_signed: attribute(role_node, wants),
            entities,
            signatures: Vec::new(),
        }
    }

    /// Whether there is an endpoint of this binding, as `HTTP-Redirect`.
    pub fn has_binding(&self, binding: &str) -> bool {
        self.endpoints.iter().any(|endpoint| endpoint.binding == binding)
    }

    /// Certificates that may verify a signature, in order.
    pub fn signing(&self) -> impl Iterator<Item = &Certificate> {
        let signs = |key: &&KeyUse| key.purpose.as_deref().is_none_or(|purpose| purpose == "signing");
        self.keys.iter().filter(signs).flat_map(|key| &key.certificates)
    }
}

fn endpoint(node: Node<'_, '_>) -> Endpoint {
    let binding = node.attribute("Binding").unwrap_or_default();
    let short = binding.strip_prefix("urn:oasis:names:tc:SAML:2.0:bindings:").unwrap_or(binding);
    Endpoint { binding: short.to_owned(), location: node.attribute("Location").unwrap_or_default().to_owned() }
}
