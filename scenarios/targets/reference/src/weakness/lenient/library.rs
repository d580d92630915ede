//! The library of the sound SP without the rules on the form of a signature.

use bergshamra::dsig::verify::verify_all_document;
use bergshamra::{DsigContext, VerifyResult};
use uppsala::Document;

use crate::refusal::Refusal;
use crate::response::{self, Part, Signed, VerifiedSignature};
use crate::xml::{DS, Element};

/// Whatever transforms and references there are: a signature that the library finds valid covers what it stands in.
pub fn signed<'d, 'x>(document: &'d Document<'x>, certificates: &[Vec<u8>]) -> Result<Signed<'d, 'x>, Refusal> {
    let (response, assertion) = response::parts(document)?;
    let refusal = |reason: String| Refusal::new("signature", reason);
    let context = DsigContext::new(response::public_keys(certificates)?);
    let results = verify_all_document(&context, document).map_err(|error| refusal(error.to_string()))?;
    let mut signatures = Vec::new();
    for (element, part) in [(response, Part::Response), (assertion, Part::Assertion)] {
        for signature in element.all(DS, "Signature") {
            let valid = results.iter().any(|result| {
                matches!(result, VerifyResult::Valid { signature_node, .. } if *signature_node == signature.id)
            });
            if !valid {
                return Err(refusal(format!("the Signature of the {part:?} does not verify")));
            }
            signatures.push(VerifiedSignature {
                part,
                signature_method: algorithm(signature, "SignatureMethod"),
                digest_method: algorithm(signature, "DigestMethod"),
            });
        }
    }
    Ok(Signed { response, assertion, signatures })
}

fn algorithm(signature: Element<'_, '_>, name: &str) -> String {
    let element = signature.descendants().into_iter().find(|element| element.is(DS, name));
    element.and_then(|element| element.attribute("Algorithm")).unwrap_or_default().to_owned()
}
