//! Which parts of a message are signed, and with which key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use openssl::x509::X509Ref;

use super::reference::{octets, resolve};
use super::renewing::{child_path, children, digest_method, signatures, signed_octets};
use super::{SignatureError, SignatureMethod};
use crate::xml::Document;

/// One Reference of one Signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedPart {
    /// Path of the Signature.
    pub signature: Vec<usize>,
    /// `URI` of the Reference.
    pub uri: Option<String>,
    /// Path of the element that it leads to, the first of several with that ID; none where it leads to nothing in
    /// the document.
    pub element: Option<Vec<usize>>,
    /// Whether the digest is that of the element as it is now.
    pub digest_holds: bool,
    /// Name of the certificate whose key verifies SignatureValue.
    pub certificate: Option<String>,
}

impl SignedPart {
    /// Whether the element is as it was when the owner of a known certificate signed it.
    pub fn holds(&self) -> bool {
        self.element.is_some() && self.digest_holds && self.certificate.is_some()
    }
}

/// Every Reference of every Signature in `document`, in document order; `certificates` are tried with their names.
/// What is broken or unknown verifies with none. An HMAC never does.
pub fn signed_parts(document: &Document, certificates: &[(&str, &X509Ref)]) -> Vec<SignedPart> {
    let mut parts = Vec::new();
    for signature in signatures(document, &[]) {
        let Ok(info) = child_path(document, &signature, "SignedInfo") else { continue };
        let certificate = certificates
            .iter()
            .find(|(_, certificate)| verifies(document, &signature, &info, certificate).is_ok())
            .map(|(name, _)| (*name).to_owned());
        for reference in children(document, &info, "Reference") {
            let uri = document.element(&reference).and_then(|e| e.attribute("URI"));
            let element = resolve(document, uri.as_deref(), &[]).map(|(apex, _)| apex.path().to_vec());
            let digest_holds = digest_holds(document, &signature, &reference).unwrap_or(false);
            parts.push(SignedPart {
                signature: signature.clone(),
                uri,
                element,
                digest_holds,
                certificate: certificate.clone(),
            });
        }
    }
    parts
}

fn verifies(
    document: &Document,
    signature: &[usize],
    info: &[usize],
    certificate: &X509Ref,
) -> Result<(), SignatureError> {
    let method = child_path(document, info, "SignatureMethod")?;
    let uri = document.element(&method).and_then(|e| e.attribute("Algorithm")).unwrap_or_default();
    let method = SignatureMethod::from_uri(&uri).ok_or(SignatureError::Unsupported("SignatureMethod", uri))?;
    let value = decoded(document, signature, "SignatureValue")?;
    method.verify(&*certificate.public_key()?, &signed_octets(document, info)?, &value)
}

fn digest_holds(document: &Document, signature: &[usize], reference: &[usize]) -> Result<bool, SignatureError> {
    let method = digest_method(document, &child_path(document, reference, "DigestMethod")?);
    let digest = method.digest(&octets(document, signature, reference, &[])?)?;
    Ok(digest == decoded(document, reference, "DigestValue")?)
}

fn decoded(document: &Document, parent: &[usize], name: &'static str) -> Result<Vec<u8>, SignatureError> {
    let path = child_path(document, parent, name)?;
    let text = document.element(&path).map(crate::xml::Element::text).unwrap_or_default();
    let text: String = text.split_ascii_whitespace().collect();
    STANDARD.decode(text).map_err(|_| SignatureError::Base64(name))
}
