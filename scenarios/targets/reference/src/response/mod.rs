//! A response as it came through the browser, and as it is after every signature in it was verified.
//!
//! [`outline()`] tells whose response it claims to be, [`verify()`] gives the [`VerifiedResponse`] that the
//! [checks](crate::checks) judge.

pub mod encrypted;
mod outline;
mod read;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
pub(crate) mod sealed;
mod signature;
#[cfg(test)]
mod tests;
mod verified;

pub use encrypted::Opened;
pub use outline::{Outline, outline};
pub use read::{attributes, conditions, confirmations, name_id, parts};
pub use signature::keys as public_keys;
pub use verified::{AssertionFields, Attribute, Confirmation, Issuer, Part, VerifiedResponse, VerifiedSignature};

use uppsala::Document;

use crate::hooks::Hooks;
use crate::keys::Keys;
use crate::refusal::Refusal;
use crate::xml::{self, Element, Unreadable};

/// The elements that are read, and the signatures that vouch for them.
#[derive(Debug)]
pub struct Signed<'d, 'x> {
    /// The envelope.
    pub response: Element<'d, 'x>,
    /// The assertion.
    pub assertion: Element<'d, 'x>,
    /// What is signed.
    pub signatures: Vec<VerifiedSignature>,
}

/// Verifies every signature of a response with the company's certificates (DER), and reads it. An assertion that
/// is encrypted is decrypted first; then everything is as if it had come plain, but for the Response's signature,
/// which covers what came.
pub fn verify(xml: &str, certificates: &[Vec<u8>], keys: &Keys, hooks: &Hooks) -> Result<VerifiedResponse, Refusal> {
    let document = (hooks.parse)(xml)?;
    match (hooks.open)(&document, (hooks.response)(&document)?, certificates, keys)? {
        None => read(&document, certificates, hooks),
        Some(opened) => {
            let mut verified = read(&(hooks.parse)(&opened.xml)?, certificates, hooks)?;
            verified.signatures.extend(opened.signature);
            verified.encrypted = true;
            Ok(verified)
        }
    }
}

fn read(document: &Document<'_>, certificates: &[Vec<u8>], hooks: &Hooks) -> Result<VerifiedResponse, Refusal> {
    let Signed { response, assertion, signatures } = (hooks.signed)(document, certificates)?;
    let (response, assertion) = (read::response(response, hooks)?, read::assertion(assertion, hooks)?);
    Ok(VerifiedResponse { response, assertion, signatures, encrypted: false })
}

/// The Response and its one assertion, with every signature in the document verified.
///
/// What is read as the assertion is the element that the verified reference resolved to, in the same parse of
/// the same document: nothing is looked up by name a second time.
pub fn signed<'d, 'x>(document: &'d Document<'x>, certificates: &[Vec<u8>]) -> Result<Signed<'d, 'x>, Refusal> {
    let (response, assertion) = parts(document)?;
    let signatures = signature::verify_all(document, response, Some(assertion), certificates)?;
    Ok(Signed { response, assertion, signatures })
}

/// The document parsed, unless it has a DOCTYPE.
pub fn parse(xml: &str) -> Result<Document<'_>, Refusal> {
    xml::parse(xml).map_err(|error| match error {
        Unreadable::Doctype => Refusal::new("doctype", "the response has a DOCTYPE"),
        Unreadable::Malformed(reason) => Refusal::new("structure", format!("the response does not parse: {reason}")),
    })
}

/// The document element, which is the Response.
pub fn root<'d, 'x>(document: &'d Document<'x>) -> Result<Element<'d, 'x>, Refusal> {
    let root = Element::root(document).filter(|root| root.is(xml::SAMLP, "Response"));
    root.ok_or_else(|| Refusal::new("structure", "the document element is not samlp:Response"))
}
