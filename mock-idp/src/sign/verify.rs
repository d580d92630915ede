//! Checking the enveloped signature of a message.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use openssl::x509::X509Ref;

use super::transform::{ENVELOPED, EXCLUSIVE, EXCLUSIVE_WITH_COMMENTS};
use super::{DSIG, DigestMethod, SignatureError, SignatureMethod};
use crate::xml::{Canonicalization, Document, Element, Node, Scope, canonicalize};

/// Where the root element's own Signature stands among its children, if it has one.
fn position(document: &Document) -> Option<usize> {
    let mut scope = Scope::default();
    scope.enter(document.root());
    document.root().children.iter().position(|node| {
        let Node::Element(child) = node else { return false };
        let mark = scope.enter(child);
        let found = scope.is(child, DSIG, "Signature");
        scope.leave(mark);
        found
    })
}

/// Whether the message carries a signature.
pub fn is_signed(document: &Document) -> bool {
    position(document).is_some()
}

/// Checks the root element's own signature, as SAML core 5.4 shapes it, against the key of `certificate`.
/// KeyInfo is not looked at: the key is the one the application holds.
pub fn verify_root(document: &Document, certificate: &X509Ref) -> Result<(), SignatureError> {
    let position = position(document).ok_or(SignatureError::Missing("itself"))?;
    let signature = document.element(&[position]).ok_or(SignatureError::Missing("itself"))?;
    let info_position = signature
        .children
        .iter()
        .position(|node| node.as_element().is_some_and(|e| e.local_name() == "SignedInfo"))
        .ok_or(SignatureError::Missing("SignedInfo"))?;
    let info = document.element(&[position, info_position]).ok_or(SignatureError::Missing("SignedInfo"))?;

    let canonicalization = exclusive(child(info, "CanonicalizationMethod")?)?;
    let method = algorithm(child(info, "SignatureMethod")?);
    let method = SignatureMethod::for_request(&method).ok_or(SignatureError::Unsupported("SignatureMethod", method))?;
    let octets = canonicalize(document, &[position, info_position], &canonicalization);
    let value = decode("SignatureValue", child(signature, "SignatureValue")?)?;
    method.verify(&*certificate.public_key()?, &octets, &value)?;
    check_reference(document, info, position)
}

fn check_reference(document: &Document, info: &Element, position: usize) -> Result<(), SignatureError> {
    let mut references = info.elements().filter(|e| e.local_name() == "Reference");
    let (Some(reference), None) = (references.next(), references.next()) else {
        return Err(SignatureError::Reference);
    };
    let uri = reference.attribute("URI").ok_or(SignatureError::Reference)?;
    // Without an ID there is nothing that `#` could name.
    let names_root = document.root().attribute("ID").is_some_and(|id| uri.strip_prefix('#') == Some(id.as_str()));
    if !uri.is_empty() && !names_root {
        return Err(SignatureError::Reference);
    }
    let (mut canonicalization, mut enveloped) = (None, false);
    for transform in child(reference, "Transforms")?.elements() {
        if algorithm(transform) == ENVELOPED {
            enveloped = true;
        } else {
            canonicalization = Some(exclusive(transform)?);
        }
    }
    let mut canonicalization = canonicalization.ok_or(SignatureError::Missing("an exclusive C14N transform"))?;
    // Same-document references never take comments along (XML Signature 4.4.3.3).
    canonicalization.comments = false;
    canonicalization.without = enveloped.then(|| vec![position]).into_iter().collect();
    let method = algorithm(child(reference, "DigestMethod")?);
    let method = DigestMethod::from_uri(&method).ok_or(SignatureError::Unsupported("DigestMethod", method))?;
    let demanded = decode("DigestValue", child(reference, "DigestValue")?)?;
    let digest = method.digest(&canonicalize(document, &[], &canonicalization))?;
    if digest == demanded { Ok(()) } else { Err(SignatureError::Digest) }
}

/// Reads a CanonicalizationMethod or Transform that must be exclusive C14N.
fn exclusive(method: &Element) -> Result<Canonicalization, SignatureError> {
    let uri = algorithm(method);
    let comments = match uri.as_str() {
        EXCLUSIVE => false,
        EXCLUSIVE_WITH_COMMENTS => true,
        _ => return Err(SignatureError::Unsupported("canonicalization", uri)),
    };
    let list = method.child("InclusiveNamespaces").and_then(|e| e.attribute("PrefixList")).unwrap_or_default();
    let prefix_list = list.split_whitespace().map(str::to_owned).collect();
    Ok(Canonicalization { comments, prefix_list, ..Canonicalization::default() })
}

fn child<'a>(parent: &'a Element, name: &'static str) -> Result<&'a Element, SignatureError> {
    parent.child(name).ok_or(SignatureError::Missing(name))
}

fn algorithm(method: &Element) -> String {
    method.attribute("Algorithm").unwrap_or_default()
}

fn decode(name: &'static str, element: &Element) -> Result<Vec<u8>, SignatureError> {
    let text: String = element.text().split_ascii_whitespace().collect();
    STANDARD.decode(text).map_err(|_| SignatureError::Base64(name))
}
