//! The steps of the lenient verifier.

use super::{Canonical, Digest, Value, arithmetic, canonical, is_assertion};
use crate::response::Part;
use crate::xml::{DS, Element};

/// A signature that holds, and what it vouches for.
#[derive(Clone, Copy, Debug)]
pub struct Covered<'d, 'x> {
    /// `ds:Signature`.
    pub signature: Element<'d, 'x>,
    /// What its Reference designates.
    pub target: Element<'d, 'x>,
}

/// What is done at each step. [`Steps::USUAL`] does what a verifier without care, but without a defect of its own,
/// would do.
pub struct Steps {
    /// The signatures in the document that are verified.
    pub signatures: for<'d, 'x> fn(Element<'d, 'x>) -> Vec<Element<'d, 'x>>,
    /// Whether it does not matter that this signature does not hold.
    pub passed_over: fn(Element<'_, '_>) -> bool,
    /// Whether this signature holds, whatever is in it.
    pub holds_anyway: fn(Element<'_, '_>) -> bool,
    /// The SignedInfo of a signature that the SignatureValue is held against.
    pub signed_info: for<'d, 'x> fn(Element<'d, 'x>) -> Option<Element<'d, 'x>>,
    /// The References of a signature whose digests are verified.
    pub references: for<'d, 'x> fn(Element<'d, 'x>) -> Vec<Element<'d, 'x>>,
    /// The References of a signature whose targets are vouched for then.
    pub claimed: for<'d, 'x> fn(Element<'d, 'x>) -> Vec<Element<'d, 'x>>,
    /// The element of the document that a Reference URI designates.
    pub target: for<'d, 'x> fn(Element<'d, 'x>, uri: &str) -> Option<Element<'d, 'x>>,
    /// What the enveloped transform of a signature leaves out.
    pub enveloped: for<'d, 'x> fn(Element<'d, 'x>) -> Vec<Element<'d, 'x>>,
    /// The canonical octets of an element.
    pub canonical: fn(&Canonical<'_, '_>) -> Vec<u8>,
    /// What a Reference states as its digest.
    pub digest_value: fn(Element<'_, '_>) -> Option<String>,
    /// Whether a digest holds.
    pub digest_holds: fn(&Digest<'_>) -> bool,
    /// The public keys (DER) that may have made the signature.
    pub keys: fn(certificates: &[Vec<u8>], Element<'_, '_>) -> Vec<Vec<u8>>,
    /// Whether a SignatureValue holds.
    pub value_holds: fn(&Value<'_, '_, '_>) -> bool,
    /// The Response in the document.
    pub response: for<'d, 'x> fn(Element<'d, 'x>) -> Element<'d, 'x>,
    /// The assertion in the Response that is read.
    pub read: for<'d, 'x> fn(Element<'d, 'x>, &[Covered<'d, 'x>]) -> Option<Element<'d, 'x>>,
    /// What counts as signed: Response, assertion read, and the signatures that hold.
    pub parts: fn(Element<'_, '_>, Element<'_, '_>, &[Covered<'_, '_>]) -> Vec<Part>,
}

impl Steps {
    /// Every signature must hold; the one assertion that is a child of the Response is read, and is signed when a
    /// signature designates it or the Response.
    pub const USUAL: Steps = Steps {
        signatures: |root| root.descendants().into_iter().filter(|element| element.is(DS, "Signature")).collect(),
        passed_over: |_| false,
        holds_anyway: |_| false,
        signed_info: |signature| signature.first(DS, "SignedInfo"),
        references,
        claimed: references,
        target: |root, uri| with_id(root, uri).into_iter().next(),
        enveloped: |signature| vec![signature],
        canonical,
        digest_value: |reference| reference.first(DS, "DigestValue").map(Element::deep_text),
        digest_holds: arithmetic::digest_holds,
        keys: |certificates, _| arithmetic::public_keys(certificates),
        value_holds: arithmetic::value_holds,
        response: |root| root,
        read: |response, _| children(response).into_iter().next(),
        parts: own,
    };
}

/// References of the first SignedInfo.
fn references<'d, 'x>(signature: Element<'d, 'x>) -> Vec<Element<'d, 'x>> {
    signature.first(DS, "SignedInfo").map(|signed_info| signed_info.all(DS, "Reference")).unwrap_or_default()
}

/// The elements with the ID that the URI names; the document element for an empty URI.
pub fn with_id<'d, 'x>(root: Element<'d, 'x>, uri: &str) -> Vec<Element<'d, 'x>> {
    let Some(id) = uri.strip_prefix('#') else { return Vec::from_iter(uri.is_empty().then_some(root)) };
    let all = std::iter::once(root).chain(root.descendants());
    all.filter(|element| element.attribute("ID") == Some(id)).collect()
}

/// The assertions that are children of the Response.
pub fn children<'d, 'x>(response: Element<'d, 'x>) -> Vec<Element<'d, 'x>> {
    response.elements().into_iter().filter(|element| is_assertion(*element)).collect()
}

/// The assertions anywhere in the Response.
pub fn anywhere<'d, 'x>(response: Element<'d, 'x>) -> Vec<Element<'d, 'x>> {
    response.descendants().into_iter().filter(|element| is_assertion(*element)).collect()
}

/// The document element.
pub fn root_of<'d, 'x>(element: Element<'d, 'x>) -> Element<'d, 'x> {
    element.parent().map_or(element, root_of)
}

/// Signed is what a signature designates.
pub fn own(response: Element<'_, '_>, assertion: Element<'_, '_>, covered: &[Covered<'_, '_>]) -> Vec<Part> {
    let part = |covered: &Covered<'_, '_>| match covered.target.id {
        id if id == response.id => Some(Part::Response),
        id if id == assertion.id => Some(Part::Assertion),
        _ => None,
    };
    covered.iter().filter_map(part).collect()
}

/// Signed is the Response when a signature designates it, else the assertion when one designates any assertion: which
/// one, is not asked.
pub fn vouched(response: Element<'_, '_>, _: Element<'_, '_>, covered: &[Covered<'_, '_>]) -> Vec<Part> {
    let whole = covered.iter().any(|covered| covered.target.id == response.id).then_some(Part::Response);
    let some = covered.iter().any(|covered| is_assertion(covered.target)).then_some(Part::Assertion);
    whole.into_iter().chain(some).collect()
}
