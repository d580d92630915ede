//! Pieces that forgeries are made of.

use jiff::{Timestamp, Unit};
use openssl::hash::MessageDigest;
use openssl::sign::Signer;

use crate::request::signature_template;
use crate::response::Part;
use crate::response::sample::{Idp, Sample};
use crate::weakness::lenient::{self, Canonical};
use crate::xml::{self, DS, Element, SAML};

/// The good response, unsigned.
pub fn plain() -> Sample {
    Sample::at(Timestamp::now().round(Unit::Second).unwrap())
}

/// The good response, its assertion signed.
pub fn held() -> Sample {
    plain().signed(Part::Assertion, Idp::company())
}

/// With the victim's name in the place of the employee's.
pub fn of_victim(sample: Sample) -> Sample {
    sample.with("employee@", "victim@")
}

/// The text from `start` to the last `end`, both included.
pub fn piece<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let from = text.find(start).unwrap();
    &text[from..text.rfind(end).unwrap() + end.len()]
}

/// The assertion of a response.
pub fn assertion(xml: &str) -> &str {
    piece(xml, "<saml:Assertion", "</saml:Assertion>")
}

/// The first signature of a text.
pub fn signature(xml: &str) -> &str {
    let from = xml.find("<ds:Signature ").unwrap();
    &xml[from..from + xml[from..].find("</ds:Signature>").unwrap() + "</ds:Signature>".len()]
}

/// The victim's assertion, unsigned.
pub fn forged() -> String {
    let sample = of_victim(plain()).with("_assertion", "_forged");
    assertion(&sample.xml).to_owned()
}

/// What a Reference to the assertion of the document would have to state.
pub fn digest_of_assertion(xml: &str) -> String {
    let document = xml::parse(xml).unwrap();
    let root = Element::root(&document).unwrap();
    let mut form = Canonical::of(root.first(SAML, "Assertion").unwrap(), None);
    form.without = form.element.all(DS, "Signature").iter().map(|one| one.id).collect();
    sha256(&lenient::canonical(&form))
}

pub fn sha256(octets: &[u8]) -> String {
    openssl::base64::encode_block(&openssl::sha::sha256(octets))
}

/// An assertion signed by hand: the template's texts changed, a digest (absent: the right one), and the value.
pub fn by_hand(
    sample: Sample,
    change: impl FnOnce(String) -> String,
    digest: Option<&str>,
    value: impl FnOnce(&[u8]) -> Vec<u8>,
) -> Sample {
    let template = change(signature_template("_assertion", ""));
    let place = sample.xml.rfind("</saml:Issuer>").unwrap() + "</saml:Issuer>".len();
    let mut xml = sample.xml;
    xml.insert_str(place, &template);
    let digest = digest.map_or_else(|| digest_of_assertion(&xml), str::to_owned);
    let xml = xml.replace("<ds:DigestValue></ds:DigestValue>", &format!("<ds:DigestValue>{digest}</ds:DigestValue>"));
    let document = xml::parse(&xml).unwrap();
    let root = Element::root(&document).unwrap();
    let signed_info = root.descendants().into_iter().find(|element| element.is(DS, "SignedInfo")).unwrap();
    let value = openssl::base64::encode_block(&value(&lenient::canonical(&Canonical::of(signed_info, None))));
    Sample {
        xml: xml.replace(
            "<ds:SignatureValue></ds:SignatureValue>",
            &format!("<ds:SignatureValue>{value}</ds:SignatureValue>"),
        ),
    }
}

/// The IdP's RSA signature.
pub fn by_idp(digest: MessageDigest) -> impl FnOnce(&[u8]) -> Vec<u8> {
    move |octets| Signer::new(digest, Idp::company().key()).unwrap().sign_oneshot_to_vec(octets).unwrap()
}
