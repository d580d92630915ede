//! What an SP says of itself in SAML metadata as it is published: of several entities and roles the SP's own, with its
//! consumer services and keys.

mod key;
mod text;

use roxmltree::{Document, Node};

pub use key::{EncryptionKey, Source, certificate_in_words};
pub use text::{decode, parse};

/// Metadata namespace.
pub const MD: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
/// XML signature namespace.
pub const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
/// HTTP-POST binding, the one by which responses are sent.
const POST: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
/// Protocol namespace, by which a role says that it speaks SAML 2.0.
const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";

/// What an IdP needs to know of an SP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpMetadata {
    /// `entityID`.
    pub entity_id: String,
    /// AssertionConsumerServices with HTTP-POST; the first is the default.
    pub consumers: Vec<Consumer>,
    /// PEM of every certificate that may verify signatures of the SP, one after the other; empty when there is none.
    pub signing: String,
    /// The key that assertions are to be encrypted for.
    pub encryption: Option<EncryptionKey>,
}

/// An AssertionConsumerService.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consumer {
    /// `Location`.
    pub url: String,
    /// `index`; absent where it has none or it is no number.
    pub index: Option<usize>,
}

impl SpMetadata {
    /// Reads the metadata of the SP called `entity_id`; without a name, of the one SP that `text` holds. The error is the
    /// rest of a sentence that begins with where the metadata is from.
    pub fn read(text: &str, entity_id: Option<&str>) -> Result<Self, String> {
        let document = parse(text).map_err(|error| format!("it cannot be read: {error}"))?;
        let entity = choose(&document, entity_id)?;
        let role = role(entity).ok_or("no SPSSODescriptor")?;
        let consumers = consumers(role);
        if consumers.is_empty() {
            return Err("no HTTP-POST AssertionConsumerService".to_owned());
        }
        Ok(Self {
            entity_id: entity.attribute("entityID").ok_or("no entityID")?.to_owned(),
            consumers,
            signing: key::for_signing(role),
            encryption: key::for_encryption(role),
        })
    }
}

/// EntityDescriptors with an SPSSODescriptor, be it beside other roles.
fn entities<'x, 'a>(document: &'x Document<'a>) -> impl Iterator<Item = Node<'x, 'a>> {
    let entities = document.descendants().filter(|node| node.has_tag_name((MD, "EntityDescriptor")));
    entities.filter(|node| roles(*node).next().is_some())
}

/// The SP called `entity_id`, or the first one.
pub fn entity<'x, 'a>(document: &'x Document<'a>, entity_id: &str) -> Option<Node<'x, 'a>> {
    let named = entities(document).find(|node| node.attribute("entityID") == Some(entity_id));
    named.or_else(|| entities(document).next())
}

/// As [`entity`], where a wrong choice would have the harness test another SP.
fn choose<'x, 'a>(document: &'x Document<'a>, entity_id: Option<&str>) -> Result<Node<'x, 'a>, String> {
    let all: Vec<_> = entities(document).collect();
    let named = all.iter().find(|node| entity_id.is_some() && node.attribute("entityID") == entity_id);
    match (named, all.as_slice()) {
        (Some(named), _) => Ok(*named),
        (None, []) => Err("no EntityDescriptor with an SPSSODescriptor".to_owned()),
        (None, [only]) => Ok(*only),
        (None, several) => {
            let names: Vec<_> = several.iter().map(|node| node.attribute("entityID").unwrap_or("(unnamed)")).collect();
            let wanted = entity_id.map(|id| format!(", none of them `{id}`")).unwrap_or_default();
            let names = names.join("`, `");
            Err(format!("it holds several SPs, `{names}`{wanted}; say which one by `entity_id` in `[sp]`"))
        }
    }
}

/// SPSSODescriptors of an EntityDescriptor.
pub fn roles<'x, 'a>(entity: Node<'x, 'a>) -> impl Iterator<Item = Node<'x, 'a>> + use<'x, 'a> {
    children(entity, MD, "SPSSODescriptor")
}

/// The role that speaks SAML 2.0; where none says so, the first.
fn role<'x, 'a>(entity: Node<'x, 'a>) -> Option<Node<'x, 'a>> {
    let protocols = |role: &Node<'_, '_>| role.attribute("protocolSupportEnumeration").unwrap_or_default().to_owned();
    let speaks = |role: &Node<'_, '_>| protocols(role).split_whitespace().any(|protocol| protocol == PROTOCOL);
    roles(entity).find(speaks).or_else(|| roles(entity).next())
}

/// The default (metadata 2.2.3: the first that says so; else the first that does not say that it is none; else the first)
/// before the others.
fn consumers(role: Node<'_, '_>) -> Vec<Consumer> {
    let services = children(role, MD, "AssertionConsumerService");
    let services = services.filter(|node| node.attribute("Binding").map(str::trim) == Some(POST));
    let mut services: Vec<_> = services.filter(|node| node.attribute("Location").is_some()).collect();
    let default = |node: &Node<'_, '_>| node.attribute("isDefault").and_then(boolean);
    let first = services.iter().position(|node| default(node) == Some(true));
    let first = first.or_else(|| services.iter().position(|node| default(node).is_none()));
    if let Some(first) = first {
        services[..=first].rotate_right(1);
    }
    let read = |node: Node<'_, '_>| Consumer {
        url: node.attribute("Location").unwrap_or_default().trim().to_owned(),
        index: node.attribute("index").and_then(|index| index.trim().parse().ok()),
    };
    services.into_iter().map(read).collect()
}

/// The value of an xs:boolean (XML Schema part 2, 3.2.2).
pub fn boolean(text: &str) -> Option<bool> {
    match text.trim() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// Child elements of a name.
pub fn children<'x, 'a>(
    parent: Node<'x, 'a>,
    namespace: &'static str,
    name: &'static str,
) -> impl Iterator<Item = Node<'x, 'a>> + use<'x, 'a> {
    parent.children().filter(move |node| node.has_tag_name((namespace, name)))
}

#[cfg(test)]
mod tests;
