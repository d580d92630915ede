//! A response as it came through the browser, and as it is after every signature in it was verified.
//!
//! [`decode()`] undoes the binding, [`outline()`] tells whose response it claims to be, [`verify()`] gives the
//! [`VerifiedResponse`] that the [checks](crate::checks) judge.

mod decode;
mod outline;
mod read;
#[cfg(test)]
pub(crate) mod sample;
mod signature;
#[cfg(test)]
mod tests;
mod verified;

pub use decode::decode;
pub use outline::outline;
pub use verified::{AssertionFields, Attribute, Issuer, Part, VerifiedResponse};

use crate::refusal::Refusal;
use crate::xml::{self, Element, Unreadable};

/// Verifies every signature of a response with the company's certificates, and reads it.
///
/// What is read as the assertion is the element that the verified reference resolved to, in the same parse of
/// the same document: nothing is looked up by name a second time.
pub fn verify(xml: &str, certificates: &[Vec<u8>]) -> Result<VerifiedResponse, Refusal> {
    let document = parse(xml)?;
    let (response, assertion) = read::parts(&document)?;
    let signatures = signature::verify_all(&document, response, assertion, certificates)?;
    Ok(VerifiedResponse { response: read::response(response)?, assertion: read::assertion(assertion)?, signatures })
}

fn parse(xml: &str) -> Result<uppsala::Document<'_>, Refusal> {
    xml::parse(xml).map_err(|error| match error {
        Unreadable::Doctype => Refusal::new("doctype", "the response has a DOCTYPE"),
        Unreadable::Malformed(reason) => Refusal::new("structure", format!("the response does not parse: {reason}")),
    })
}

fn root<'d, 'x>(document: &'d uppsala::Document<'x>) -> Result<Element<'d, 'x>, Refusal> {
    let root = Element::root(document).filter(|root| root.is(xml::SAMLP, "Response"));
    root.ok_or_else(|| Refusal::new("structure", "the document element is not samlp:Response"))
}
