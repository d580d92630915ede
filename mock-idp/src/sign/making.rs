//! Putting a signature into a document.

use std::borrow::Cow;
use std::fmt::Write;

use openssl::pkey::{PKey, Private};

use super::renewing::{renew_digests, renew_value};
use super::{DSIG, DigestMethod, Reference, SignatureError, SignatureMethod, Transform, x509_data};
use crate::key::KeyPair;
use crate::sign::SignatureAlgorithm;
use crate::xml::{Document, Node, escape_attribute, escape_text};

/// How to sign.
#[derive(Clone, Debug)]
pub struct Signing<'a> {
    /// The key; for an HMAC one that `PKey::hmac` made.
    pub key: &'a PKey<Private>,
    /// How SignedInfo is signed.
    pub signature_method: SignatureMethod,
    /// SignatureMethod as written, where it is not that of `signature_method`.
    pub signature_uri: Option<&'a str>,
    /// HMACOutputLength in bits (XML Signature 6.3.1).
    pub hmac_output_length: Option<usize>,
    /// How References are digested.
    pub digest_method: DigestMethod,
    /// DigestMethod as written, where it is not that of `digest_method`.
    pub digest_uri: Option<&'a str>,
    /// Text to stand as every DigestValue instead of a digest.
    pub digest_value: Option<&'a str>,
    /// CanonicalizationMethod; what is no canonical form is written, and the exclusive one is used.
    pub canonicalization: Transform,
    /// Transforms of every Reference; without any there is no Transforms element.
    pub transforms: Vec<Transform>,
    /// Content of KeyInfo; empty: there is none.
    pub key_info: Cow<'a, str>,
    /// Content of a ds:Object at the end of the Signature.
    pub object: Option<&'a str>,
    /// Text to stand as SignatureValue instead of a signature.
    pub value: Option<&'a str>,
}

impl<'a> Signing<'a> {
    /// As SAML core 5.4 demands and JumpCloud does it: enveloped-signature and exclusive C14N with `prefix_list`
    /// (blank-separated; empty: none is written), the certificate in KeyInfo where `key_info` says so.
    pub fn plain(
        key_pair: &'a KeyPair,
        algorithm: SignatureAlgorithm,
        prefix_list: &str,
        key_info: bool,
    ) -> Result<Self, SignatureError> {
        let (signature_method, digest_method) = algorithm.methods();
        Ok(Self {
            key: &key_pair.private_key,
            signature_method,
            signature_uri: None,
            hmac_output_length: None,
            digest_method,
            digest_uri: None,
            digest_value: None,
            canonicalization: Transform::exclusive(""),
            transforms: vec![Transform::Enveloped, Transform::exclusive(prefix_list)],
            key_info: if key_info { x509_data(key_pair)?.into() } else { Cow::Borrowed("") },
            object: None,
            value: None,
        })
    }
}

/// Where a Signature goes: it becomes child number `position` of the element at `parent`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Path of the parent element.
    pub parent: Vec<usize>,
    /// Its position among the parent's children.
    pub position: usize,
}

impl Place {
    /// Directly after the Issuer of the element at `path`, where the SAML schema wants it; first without an Issuer.
    pub fn after_issuer(document: &Document, path: &[usize]) -> Result<Self, SignatureError> {
        let element = document.element(path).ok_or(SignatureError::NoElement)?;
        let issuer =
            element.children.iter().position(|node| matches!(node, Node::Element(e) if e.local_name() == "Issuer"));
        Ok(Self { parent: path.to_vec(), position: issuer.map_or(0, |position| position + 1) })
    }

    /// Where the element at `path` is once the Signature stands.
    fn shifted(&self, path: &[usize]) -> Vec<usize> {
        let mut path = path.to_vec();
        let depth = self.parent.len();
        if path.starts_with(&self.parent) && path.get(depth).is_some_and(|position| *position >= self.position) {
            path[depth] += 1;
        }
        path
    }
}

/// Signs the element at `path`, which must have an `ID`, by one Reference to that; the Signature follows its
/// Issuer.
pub fn sign_after_issuer(document: &mut Document, path: &[usize], signing: &Signing<'_>) -> Result<(), SignatureError> {
    let (place, reference) = (Place::after_issuer(document, path)?, Reference::to(document, path)?);
    sign(document, &place, &[reference], signing)
}

/// Puts a Signature with `references` at `place`; nothing else of the document changes. Paths are those before it
/// stands. Digests are made over what the references lead to then, innermost content as it is.
pub fn sign(
    document: &mut Document,
    place: &Place,
    references: &[Reference],
    signing: &Signing<'_>,
) -> Result<(), SignatureError> {
    // What is put into it may refer to entities that the message declares.
    let template = Document::parse_keeping_entities(&template(references, signing))?;
    let parent = document.element_mut(&place.parent).ok_or(SignatureError::NoElement)?;
    if place.position > parent.children.len() {
        return Err(SignatureError::NoElement);
    }
    parent.children.insert(place.position, Node::Element(template.into_root()));

    let signature = [place.parent.as_slice(), &[place.position]].concat();
    let elements: Vec<_> = references.iter().map(|reference| place.shifted(&reference.element)).collect();
    if signing.digest_value.is_none() {
        renew_digests(document, &signature, &elements)?;
    }
    if signing.value.is_none() {
        renew_value(document, &signature, signing.signature_method, signing.key)?;
    }
    Ok(())
}

/// The Signature without digests and value.
fn template(references: &[Reference], signing: &Signing<'_>) -> String {
    let mut xml = String::with_capacity(3000);
    // Writing to a String cannot fail.
    let _ = write!(xml, r#"<ds:Signature xmlns:ds="{DSIG}"><ds:SignedInfo>"#);
    signing.canonicalization.write("ds:CanonicalizationMethod", &mut xml);
    let method = escape_attribute(signing.signature_uri.unwrap_or(signing.signature_method.uri()));
    let _ = match signing.hmac_output_length {
        None => write!(xml, r#"<ds:SignatureMethod Algorithm="{method}"/>"#),
        Some(bits) => write!(
            xml,
            concat!(
                r#"<ds:SignatureMethod Algorithm="{}"><ds:HMACOutputLength>{}</ds:HMACOutputLength>"#,
                "</ds:SignatureMethod>"
            ),
            method, bits
        ),
    };
    for reference in references {
        let uri = reference.uri.as_deref().map(|uri| format!(r#" URI="{}""#, escape_attribute(uri)));
        let _ = write!(xml, "<ds:Reference{}>", uri.unwrap_or_default());
        if !signing.transforms.is_empty() {
            xml.push_str("<ds:Transforms>");
            signing.transforms.iter().for_each(|transform| transform.write("ds:Transform", &mut xml));
            xml.push_str("</ds:Transforms>");
        }
        let method = escape_attribute(signing.digest_uri.unwrap_or(signing.digest_method.uri()));
        let digest = escape_text(signing.digest_value.unwrap_or_default());
        let _ = write!(xml, r#"<ds:DigestMethod Algorithm="{method}"/><ds:DigestValue>{digest}</ds:DigestValue>"#);
        xml.push_str("</ds:Reference>");
    }
    let value = escape_text(signing.value.unwrap_or_default());
    let _ = write!(xml, "</ds:SignedInfo><ds:SignatureValue>{value}</ds:SignatureValue>");
    if !signing.key_info.is_empty() {
        let _ = write!(xml, "<ds:KeyInfo>{}</ds:KeyInfo>", signing.key_info);
    }
    if let Some(object) = signing.object {
        let _ = write!(xml, "<ds:Object>{object}</ds:Object>");
    }
    xml.push_str("</ds:Signature>");
    xml
}
