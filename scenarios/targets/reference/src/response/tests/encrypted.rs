//! An assertion that comes encrypted is as good as a plain one, and no better.

use jiff::Timestamp;
use openssl::hash::MessageDigest;
use rstest::rstest;

use super::{read, refused_by, signed};
use crate::response::Part;
use crate::response::sample::{Idp, Sample};
use crate::response::sealed::{SEAL, Seal, sealed};

const OAEP: &str = "http://www.w3.org/2009/xmlenc11#rsa-oaep";
const SHA256: &str = "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>";
const SHA256_BOTH: &str = "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><xenc11:MGF Algorithm=\"http://www.w3.org/2009/xmlenc11#mgf1sha256\"/>";
const CBC: Seal = Seal { cipher: "http://www.w3.org/2001/04/xmlenc#aes128-cbc", ..SEAL };

#[rstest]
#[case::aes256(SEAL)]
#[case::aes128(Seal { cipher: "http://www.w3.org/2009/xmlenc11#aes128-gcm", ..SEAL })]
#[case::digest_not_said(Seal { settings: "", ..SEAL })]
#[case::mgf1p_with_sha256(Seal { settings: SHA256, digest: MessageDigest::sha256, ..SEAL })]
#[case::oaep(Seal { transport: OAEP, settings: "", ..SEAL })]
#[case::oaep_with_sha256_and_mask_not_said(
    Seal { transport: OAEP, settings: SHA256, digest: MessageDigest::sha256, ..SEAL }
)]
#[case::oaep_with_sha256(
    Seal { transport: OAEP, settings: SHA256_BOTH, digest: MessageDigest::sha256, mask: MessageDigest::sha256, ..SEAL }
)]
#[case::key_beside(Seal { beside: true, ..SEAL })]
#[case::several_keys(Seal { strange_key_first: true, ..SEAL })]
fn it_is_decrypted_and_its_signature_verified(#[case] seal: Seal) {
    let verified = read(&signed(Part::Assertion).sealed(&seal)).unwrap();
    assert!(verified.encrypted && verified.is_signed(Part::Assertion));
    assert_eq!(verified.assertion.name_id.unwrap().value, "employee@acme.test");
}

#[test]
fn without_a_signature_inside_it_counts_as_unsigned() {
    assert_eq!(read(&Sample::at(Timestamp::UNIX_EPOCH).sealed(&SEAL)).unwrap().signatures, []);
}

#[test]
fn a_bad_signature_inside_is_refused() {
    assert_eq!(refused_by(&signed(Part::Assertion).with("employee@", "victim@").sealed(&SEAL)).0, "signature");
}

#[test]
fn the_signature_of_the_response_covers_the_ciphertext() {
    let sealed = signed(Part::Assertion).sealed(&SEAL).signed(Part::Response, Idp::company());
    let verified = read(&sealed).unwrap();
    assert!(verified.is_signed(Part::Response) && verified.is_signed(Part::Assertion));
    let other = signed(Part::Assertion).with("_response", "_other").sealed(&SEAL).xml;
    let (mine, theirs) = (cipher_value(&sealed.xml), cipher_value(&other));
    assert_eq!(refused_by(&sealed.with(&mine, &theirs)).0, "signature");
}

#[test]
fn cipher_block_chaining_needs_a_signed_response() {
    assert_eq!(refused_by(&signed(Part::Assertion).sealed(&CBC)).0, "encryption");
    let signed = Sample::at(Timestamp::UNIX_EPOCH).sealed(&CBC).signed(Part::Response, Idp::company());
    assert!(read(&signed).unwrap().is_signed(Part::Response));
}

#[rstest]
#[case("rsa-oaep-mgf1p", "rsa-1_5")]
#[case("aes256-gcm", "aes192-gcm")]
#[case("<xenc:CipherValue>", "<xenc:CipherValue>AAAA")]
#[case("xenc:CipherValue", "xenc:CipherReference")]
#[case("xenc:EncryptedKey", "xenc:OtherKey")]
fn what_cannot_be_decrypted_is_refused(#[case] from: &str, #[case] to: &str) {
    assert_eq!(refused_by(&signed(Part::Assertion).sealed(&SEAL).with(from, to)).0, "encryption");
}

#[test]
fn what_is_inside_is_one_assertion() {
    let good = signed(Part::Assertion);
    let start = good.xml.find("<saml:Assertion").unwrap();
    let end = good.xml.find("</samlp:Response>").unwrap();
    let assertion = &good.xml[start..end];
    for (plain, check) in [
        (format!("{assertion}<samlp:Status/>"), "encryption"),
        ("text".to_owned(), "encryption"),
        ("<samlp:Status/>".to_owned(), "structure"),
        (sealed(assertion, &SEAL), "structure"),
    ] {
        let xml = good.xml.replace(assertion, &sealed(&plain, &SEAL));
        assert_eq!(refused_by(&Sample { xml }).0, check, "{plain}");
    }
    let twice = good.xml.replace(assertion, &sealed(assertion, &SEAL).repeat(2));
    assert_eq!(refused_by(&Sample { xml: twice }).0, "structure");
    let beside = good.xml.replace(assertion, &format!("{assertion}{}", sealed(assertion, &SEAL)));
    assert_eq!(refused_by(&Sample { xml: beside }).0, "signature");
}

fn cipher_value(xml: &str) -> String {
    let start = xml.rfind("<xenc:CipherValue>").unwrap();
    xml[start..start + xml[start..].find("</xenc:CipherValue>").unwrap()].to_owned()
}
