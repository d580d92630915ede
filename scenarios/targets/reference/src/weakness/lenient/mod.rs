//! A verifier that takes nearly anything, for weaknesses only: what it does at each step is theirs to say. It has no
//! rule on the form of a signature, and by itself checks the arithmetic alone.

mod arithmetic;
mod canonical;
pub mod dtd;
pub mod fetch;
pub mod hmac;
pub mod keys;
pub mod library;
pub mod names;
pub mod roots;
mod steps;
pub mod texts;
pub mod unverified;

pub use arithmetic::{Digest, Value, digest_holds, ecdsa_holds, value_holds};
pub use canonical::{Canonical, canonical};
pub use steps::{Covered, Steps, anywhere, children, own, root_of, vouched, with_id};

use uppsala::Document;

use self::arithmetic::octets;
use crate::refusal::Refusal;
use crate::response::{Signed, VerifiedSignature};
use crate::xml::{DS, Element, SAML};

/// Verifies and finds what is read, as `steps` say.
pub fn signed<'d, 'x>(
    document: &'d Document<'x>,
    certificates: &[Vec<u8>],
    steps: &Steps,
) -> Result<Signed<'d, 'x>, Refusal> {
    let root = Element::root(document).ok_or_else(|| refusal("an empty document"))?;
    let mut covered = Vec::new();
    for signature in (steps.signatures)(root) {
        match cover(root, signature, certificates, steps) {
            Ok(targets) => covered.extend(targets.into_iter().map(|target| Covered { signature, target })),
            Err(_) if (steps.passed_over)(signature) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    let response = (steps.response)(root);
    let assertion = (steps.read)(response, &covered);
    let assertion = assertion.ok_or_else(|| Refusal::new("structure", "no assertion to be read"))?;
    let method = |covered: &Covered<'_, '_>| {
        let algorithm = |name| covered.signature.descendants().into_iter().find(|element| element.is(DS, name));
        let algorithm = |name| algorithm(name).and_then(|element| element.attribute("Algorithm")).unwrap_or_default();
        (algorithm("SignatureMethod").to_owned(), algorithm("DigestMethod").to_owned())
    };
    let methods = covered.first().map(method).unwrap_or_default();
    let parts = (steps.parts)(response, assertion, &covered).into_iter();
    let signatures = parts.map(|part| VerifiedSignature {
        part,
        signature_method: methods.0.clone(),
        digest_method: methods.1.clone(),
    });
    Ok(Signed { response, assertion, signatures: signatures.collect() })
}

/// The elements that a signature vouches for.
fn cover<'d, 'x>(
    root: Element<'d, 'x>,
    signature: Element<'d, 'x>,
    certificates: &[Vec<u8>],
    steps: &Steps,
) -> Result<Vec<Element<'d, 'x>>, Refusal> {
    if (steps.holds_anyway)(signature) {
        return Ok(signature.parent().into_iter().collect());
    }
    let signed_info = (steps.signed_info)(signature).ok_or_else(|| refusal("no SignedInfo"))?;
    let value = signature.first(DS, "SignatureValue").map(Element::deep_text).unwrap_or_default();
    let method = signed_info.first(DS, "SignatureMethod");
    let canonicalization = signed_info.first(DS, "CanonicalizationMethod");
    let value = Value {
        signed_info,
        method: method.and_then(|method| method.attribute("Algorithm")).unwrap_or_default(),
        octets: (steps.canonical)(&Canonical::of(signed_info, canonicalization)),
        value: octets(&value),
        keys: (steps.keys)(certificates, signature),
        certificates,
    };
    if !(steps.value_holds)(&value) {
        return Err(refusal("the SignatureValue does not hold"));
    }
    for reference in (steps.references)(signature) {
        let target = target(root, reference, steps)?;
        let digest = digested(target, signature, reference, steps)?;
        if !(steps.digest_holds)(&digest) {
            return Err(refusal("a DigestValue does not hold"));
        }
    }
    (steps.claimed)(signature).into_iter().map(|reference| target(root, reference, steps)).collect()
}

fn target<'d, 'x>(
    root: Element<'d, 'x>,
    reference: Element<'d, 'x>,
    steps: &Steps,
) -> Result<Element<'d, 'x>, Refusal> {
    let uri = reference.attribute("URI").unwrap_or_default();
    (steps.target)(root, uri).ok_or_else(|| refusal(format!("nothing is `{uri}`")))
}

/// What a Reference says of its target, and what is there.
fn digested<'d>(
    target: Element<'d, '_>,
    signature: Element<'d, '_>,
    reference: Element<'d, '_>,
    steps: &Steps,
) -> Result<Digest<'d>, Refusal> {
    let transforms = reference.first(DS, "Transforms").map(Element::elements).unwrap_or_default();
    let is =
        |element: &Element<'_, '_>, name: &str| element.attribute("Algorithm").is_some_and(|one| one.ends_with(name));
    let canonicalization = transforms.iter().copied().find(|one| !is(one, "#enveloped-signature"));
    let mut form = Canonical::of(target, canonicalization);
    if transforms.iter().any(|one| is(one, "#enveloped-signature")) {
        let below = |signature: &Element<'_, '_>| signature.descendants().iter().any(|one| one.id == target.id);
        // What lies inside its own signature is taken out whole by the transform; lenient verifiers let it be.
        let left_out = (steps.enveloped)(signature).into_iter().filter(|signature| !below(signature));
        form.without = left_out.map(|element| element.id).collect();
    }
    let method = reference.first(DS, "DigestMethod").and_then(|method| method.attribute("Algorithm"));
    let stated = (steps.digest_value)(reference).ok_or_else(|| refusal("no DigestValue"))?;
    Ok(Digest { stated, method: method.unwrap_or_default(), octets: (steps.canonical)(&form) })
}

/// Whether it is an assertion.
pub fn is_assertion(element: Element<'_, '_>) -> bool {
    element.is(SAML, "Assertion")
}

fn refusal(reason: impl Into<String>) -> Refusal {
    Refusal::new("signature", reason)
}
