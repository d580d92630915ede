//! Verifies the signatures of a response. Each must have the form that SAML allows (saml-core-2.0 5.4) before
//! any of its algorithms runs, and must cover the element that it stands in.

use bergshamra::dsig::verify::verify_all_document;
use bergshamra::{DsigContext, KeysManager, VerifyResult};
use openssl::x509::X509;
use uppsala::Document;

use super::read::in_advice;
use super::verified::{Part, VerifiedSignature};
use crate::refusal::Refusal;
use crate::xml::{DS, Element};

const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const EXCLUSIVE_WITH_COMMENTS: &str = "http://www.w3.org/2001/10/xml-exc-c14n#WithComments";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/// Verifies every signature of the document with the public keys of `certificates` (DER), whatever its KeyInfo
/// says. No signature at all gives an empty list; without `assertion` only the Response may be signed. Signatures
/// inside the Advice of an assertion are nobody's concern.
pub fn verify_all(
    document: &Document<'_>,
    response: Element<'_, '_>,
    assertion: Option<Element<'_, '_>>,
    certificates: &[Vec<u8>],
) -> Result<Vec<VerifiedSignature>, Refusal> {
    let elements = response.descendants().into_iter().filter(|element| element.is(DS, "Signature"));
    let signatures: Vec<_> = elements.filter(|element| !in_advice(*element, response)).collect();
    if signatures.is_empty() {
        return Ok(Vec::new());
    }
    let mut formed = Vec::new();
    for signature in &signatures {
        let parent = signature.parent().map(|parent| parent.id);
        let (part, covered) = match (parent, assertion) {
            (Some(id), _) if id == response.id => (Part::Response, response),
            (Some(id), Some(assertion)) if id == assertion.id => (Part::Assertion, assertion),
            _ => return refuse("a Signature that stands in neither the Response nor the Assertion"),
        };
        if formed.iter().any(|(known, _, _): &(VerifiedSignature, _, _)| known.part == part) {
            return refuse(format!("two Signatures of the {part:?}"));
        }
        formed.push((form(*signature, covered, part)?, *signature, covered));
    }

    let context = DsigContext::new(keys(certificates)?);
    let results = verify_all_document(&context, document).map_err(|error| signature_refusal(error.to_string()))?;
    let mut verified = Vec::new();
    for (facts, signature, covered) in formed {
        let mut valid = results.iter().filter_map(|result| match result {
            VerifyResult::Valid { signature_node, references, .. } => Some((signature_node, references)),
            VerifyResult::Invalid { .. } => None,
        });
        let covers = valid.any(|(node, references)| {
            *node == signature.id && references.len() == 1 && references[0].resolved_node == Some(covered.id)
        });
        if !covers {
            return refuse(format!("the Signature of the {:?} does not verify: {}", facts.part, reasons(&results)));
        }
        verified.push(facts);
    }
    Ok(verified)
}

/// The form of saml-core-2.0 5.4: one Reference to the ID of the signed element, no transforms but enveloped
/// signature and exclusive canonicalization, no Object. Comments in it are refused, because readers of base64
/// text differ in what they make of them.
fn form(signature: Element<'_, '_>, covered: Element<'_, '_>, part: Part) -> Result<VerifiedSignature, Refusal> {
    if signature.holds_comments() {
        return refuse("a comment or processing instruction inside a Signature");
    }
    let names: Vec<&str> = signature.elements().iter().map(|element| element.name()).collect();
    if !matches!(names.as_slice(), ["SignedInfo", "SignatureValue"] | ["SignedInfo", "SignatureValue", "KeyInfo"]) {
        return refuse(format!("a Signature made of {}", names.join(", ")));
    }
    let signed_info = only(signature, "SignedInfo")?;
    let names: Vec<&str> = signed_info.elements().iter().map(|element| element.name()).collect();
    if names != ["CanonicalizationMethod", "SignatureMethod", "Reference"] {
        return refuse(format!("a SignedInfo made of {}", names.join(", ")));
    }
    let canonicalization = algorithm(only(signed_info, "CanonicalizationMethod")?);
    if canonicalization != EXCLUSIVE && canonicalization != EXCLUSIVE_WITH_COMMENTS {
        return refuse(format!("the canonicalization {canonicalization}"));
    }
    let reference = only(signed_info, "Reference")?;
    let uri = reference.attribute("URI").unwrap_or_default();
    if uri.strip_prefix('#').is_none_or(|id| Some(id) != covered.attribute("ID")) {
        return refuse(format!("a Reference to `{uri}`, which is not the {part:?} that it stands in"));
    }
    let transforms = reference.first(DS, "Transforms").map(Element::elements).unwrap_or_default();
    for transform in &transforms {
        let transform = algorithm(*transform);
        if ![ENVELOPED, EXCLUSIVE, EXCLUSIVE_WITH_COMMENTS].contains(&transform) {
            return refuse(format!("the transform {transform}"));
        }
    }
    Ok(VerifiedSignature {
        part,
        signature_method: algorithm(only(signed_info, "SignatureMethod")?).to_owned(),
        digest_method: algorithm(only(reference, "DigestMethod")?).to_owned(),
    })
}

/// The public keys of certificates (DER), for the library.
pub fn keys(certificates: &[Vec<u8>]) -> Result<KeysManager, Refusal> {
    let mut keys = KeysManager::new();
    for certificate in certificates {
        // Through OpenSSL, which also reads the empty extensions of JumpCloud's older certificates.
        let public_key =
            X509::from_der(certificate).and_then(|certificate| certificate.public_key()?.public_key_to_der());
        let public_key = public_key.map_err(|error| signature_refusal(format!("the stored certificate: {error}")))?;
        let key = bergshamra::keys::loader::load_spki_der(&public_key);
        keys.add_key(key.map_err(|error| signature_refusal(format!("the stored certificate: {error}")))?);
    }
    Ok(keys)
}

fn only<'d, 'x>(element: Element<'d, 'x>, name: &str) -> Result<Element<'d, 'x>, Refusal> {
    match element.all(DS, name).as_slice() {
        [one] => Ok(*one),
        _ => refuse(format!("{} without one {name}", element.name())),
    }
}

fn algorithm<'d>(element: Element<'d, '_>) -> &'d str {
    element.attribute("Algorithm").unwrap_or_default()
}

fn reasons(results: &[VerifyResult]) -> String {
    let invalid = results.iter().filter_map(|result| match result {
        VerifyResult::Invalid { reason } => Some(reason.as_str()),
        VerifyResult::Valid { .. } => None,
    });
    invalid.collect::<Vec<_>>().join("; ")
}

fn refuse<T>(reason: impl Into<String>) -> Result<T, Refusal> {
    Err(signature_refusal(reason))
}

fn signature_refusal(reason: impl Into<String>) -> Refusal {
    Refusal::new("signature", reason)
}
