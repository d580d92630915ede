//! Digests and values of signatures that stand in a document.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use openssl::pkey::{PKeyRef, Private};

use super::reference::octets;
use super::{DSIG, DigestMethod, SignatureError, SignatureMethod, Transform};
use crate::key::KeyPair;
use crate::xml::{Document, Element, Node, Scope, canonicalize};

/// Paths of all ds:Signature elements at or below `apex`, in document order; none inside another one.
pub fn signatures(document: &Document, apex: &[usize]) -> Vec<Vec<usize>> {
    fn search(element: &Element, scope: &mut Scope, path: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
        let mark = scope.enter(element);
        if scope.is(element, DSIG, "Signature") {
            found.push(path.clone());
        }
        for (position, child) in element.children.iter().enumerate() {
            if let Node::Element(child) = child {
                path.push(position);
                search(child, scope, path, found);
                path.pop();
            }
        }
        scope.leave(mark);
    }
    let mut found = Vec::new();
    if let Some(element) = document.element(apex) {
        search(element, &mut Scope::around(document, apex), &mut apex.to_vec(), &mut found);
    }
    found
}

/// Makes the DigestValue of every Reference of the Signature at `signature` anew; SignatureValue stays. `elements`,
/// one for each Reference, are digested where a URI leads to nothing; without one it is the Signature's parent.
pub fn renew_digests(
    document: &mut Document,
    signature: &[usize],
    elements: &[Vec<usize>],
) -> Result<(), SignatureError> {
    let info = child_path(document, signature, "SignedInfo")?;
    let references: Vec<_> = children(document, &info, "Reference");
    let parent = signature.split_last().map_or(&[][..], |(_, parent)| parent);
    for (number, reference) in references.into_iter().enumerate() {
        let element = elements.get(number).map_or(parent, Vec::as_slice);
        let octets = octets(document, signature, &reference, element)?;
        let method = child_path(document, &reference, "DigestMethod")?;
        let digest = STANDARD.encode(digest_method(document, &method).digest(&octets)?);
        let value = child_path(document, &reference, "DigestValue")?;
        document.element_mut(&value).ok_or(SignatureError::NoElement)?.set_text(&digest);
    }
    Ok(())
}

/// Makes the SignatureValue of the Signature at `signature` anew, of the length that HMACOutputLength names.
pub(super) fn renew_value(
    document: &mut Document,
    signature: &[usize],
    method: SignatureMethod,
    key: &PKeyRef<Private>,
) -> Result<(), SignatureError> {
    let info = child_path(document, signature, "SignedInfo")?;
    let mut value = method.sign(key, &signed_octets(document, &info)?)?;
    let length = child_path(document, &info, "SignatureMethod")
        .and_then(|method| child_path(document, &method, "HMACOutputLength"))
        .ok()
        .and_then(|path| document.element(&path)?.text().trim().parse::<usize>().ok());
    if let Some(bits) = length {
        truncate(&mut value, bits);
    }
    let path = child_path(document, signature, "SignatureValue")?;
    document.element_mut(&path).ok_or(SignatureError::NoElement)?.set_text(&STANDARD.encode(value));
    Ok(())
}

/// Signs the Signature at `signature` again with `key_pair`: digests and value anew, and the certificate of
/// KeyInfo, if there is one, that of `key_pair`; all else stays. An unknown SignatureMethod is signed as is usual
/// for the key.
pub fn resign(document: &mut Document, signature: &[usize], key_pair: &KeyPair) -> Result<(), SignatureError> {
    let certificate = child_path(document, signature, "KeyInfo")
        .and_then(|info| child_path(document, &info, "X509Data"))
        .and_then(|data| child_path(document, &data, "X509Certificate"));
    if let Some(element) = certificate.ok().and_then(|path| document.element_mut(&path)) {
        let text = key_pair.certificate_base64().map_err(|_| SignatureError::Missing("a certificate"))?;
        element.set_text(&text);
    }
    renew_digests(document, signature, &[])?;
    let info = child_path(document, signature, "SignedInfo")?;
    let method = child_path(document, &info, "SignatureMethod")?;
    let method = document.element(&method).and_then(|e| SignatureMethod::from_uri(&e.attribute("Algorithm")?));
    let method = method.unwrap_or_else(|| SignatureMethod::usual_for(&key_pair.private_key));
    renew_value(document, signature, method, &key_pair.private_key)
}

/// The octets that SignatureValue is made over.
pub(super) fn signed_octets(document: &Document, info: &[usize]) -> Result<Vec<u8>, SignatureError> {
    let method = child_path(document, info, "CanonicalizationMethod")?;
    let method = document.element(&method).ok_or(SignatureError::NoElement)?;
    // What is no canonical form that anybody knows is signed as is usual: the SP is to refuse it for its name.
    let how = Transform::from_element(method).canonicalization().unwrap_or_default();
    Ok(canonicalize(document, info, &how))
}

/// The method at `path`; SHA-256 for one that is not known.
pub(super) fn digest_method(document: &Document, path: &[usize]) -> DigestMethod {
    let uri = document.element(path).and_then(|e| e.attribute("Algorithm")).unwrap_or_default();
    DigestMethod::from_uri(&uri).unwrap_or(DigestMethod::Sha256)
}

/// Paths of the children called `name` of the element at `path`.
pub(super) fn children(document: &Document, path: &[usize], name: &str) -> Vec<Vec<usize>> {
    let children = document.element(path).map_or(&[][..], |element| &element.children);
    let named = |node: &Node| node.as_element().is_some_and(|e| e.local_name() == name);
    let positions = children.iter().enumerate().filter(|(_, node)| named(node)).map(|(position, _)| position);
    positions.map(|position| [path, &[position]].concat()).collect()
}

pub(super) fn child_path(
    document: &Document,
    path: &[usize],
    name: &'static str,
) -> Result<Vec<usize>, SignatureError> {
    children(document, path, name).into_iter().next().ok_or(SignatureError::Missing(name))
}

/// Keeps the first `bits` bits.
fn truncate(value: &mut Vec<u8>, bits: usize) {
    let (octets, rest) = (bits.div_ceil(8), bits % 8);
    if octets <= value.len() {
        value.truncate(octets);
        if let (1.., Some(last)) = (rest, value.last_mut()) {
            *last &= 0xFF << (8 - rest);
        }
    }
}
