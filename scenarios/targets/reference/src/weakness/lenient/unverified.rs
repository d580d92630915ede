//! Documents that are read without being verified, for weaknesses that verify only what comes the usual way.

use uppsala::Document;

use crate::refusal::Refusal;
use crate::response::{self, Part, Signed, VerifiedSignature};

/// Tells [`signed`] which documents; it is no part of any message.
const MARK: &str = "<!--not to be verified-->";

/// The document, to be read as it is.
pub fn marked(xml: &str) -> String {
    format!("{xml}{MARK}")
}

/// As if sound, but in a marked document everything counts as signed.
pub fn signed<'d, 'x>(document: &'d Document<'x>, certificates: &[Vec<u8>]) -> Result<Signed<'d, 'x>, Refusal> {
    if !document.input_text().ends_with(MARK) {
        return response::signed(document, certificates);
    }
    believed(document)
}

/// As if everything were signed.
pub fn believed<'d, 'x>(document: &'d Document<'x>) -> Result<Signed<'d, 'x>, Refusal> {
    let (response, assertion) = response::parts(document)?;
    let signature = |part| VerifiedSignature {
        part,
        signature_method: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256".to_owned(),
        digest_method: "http://www.w3.org/2001/04/xmlenc#sha256".to_owned(),
    };
    Ok(Signed { response, assertion, signatures: vec![signature(Part::Response), signature(Part::Assertion)] })
}
