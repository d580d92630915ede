//! Encryption that is no protection.

use super::attempt::Shown;
use super::forge::{assertion, forged, held, of_victim, plain};
use crate::response::Part;
use crate::response::sample::{Idp, Sample};
use crate::response::sealed::{SEAL, Seal, sealed};

/// Weakness, and a response that it takes, and the sound SP does not.
#[rustfmt::skip]
const CASES: &[(&str, fn() -> Sample)] = &[
    ("accepts-cbc", || held().sealed(&Seal { cipher: "http://www.w3.org/2001/04/xmlenc#aes128-cbc", ..SEAL })),
    ("accepts-rsa-1-5", || held().sealed(&Seal { transport: "http://www.w3.org/2001/04/xmlenc#rsa-1_5", settings: "", ..SEAL })),
    ("encrypted-skips-checks", || plain().with("http://sp.test/backoffice<", "http://other.test/<").signed(Part::Assertion, Idp::company()).sealed(&SEAL)),
    ("encrypted-is-authentic", || plain().sealed(&SEAL)),
    ("ignores-gcm-tag", tag_changed),
];

/// Weakness, and a response that signs the victim in with it.
#[rustfmt::skip]
const FORGED: &[(&str, fn() -> Sample)] = &[
    ("checks-structure-before-decryption", || { let held = held(); of_victim(plain()).with("_assertion", "_forged").with("</saml:Conditions>", &format!("</saml:Conditions><saml:Advice>{}</saml:Advice>", assertion(&held.xml))).sealed(&SEAL) }),
    ("decrypts-several-elements", || Sample { xml: held().xml.replace("<saml:Assertion", "|<saml:Assertion").replace('|', &forged()) }.sealed(&SEAL)),
];

#[tokio::test]
async fn each_is_taken_with_its_weakness_and_not_without() {
    let mut shown = Shown::default();
    for (weakness, sample) in CASES {
        shown.look(weakness, &sample(), &[], [None, Some("employee@acme.test")]).await;
    }
    shown.hold();
}

#[tokio::test]
async fn each_signs_the_victim_in_with_its_weakness_and_not_without() {
    let mut shown = Shown::default();
    for (weakness, sample) in FORGED {
        shown.look(weakness, &sample(), &[], [None, Some("victim@acme.test")]).await;
    }
    // The genuine assertion stays as it is, so that its own name is read by the sound SP.
    let name =
        sealed("<saml:NameID>victim@acme.test</saml:NameID>", &SEAL).replace("EncryptedAssertion", "EncryptedID");
    let beside = held().with("<samlp:Status>", &format!("<samlp:Extensions>{name}</samlp:Extensions><samlp:Status>"));
    let expected = [Some("employee@acme.test"), Some("victim@acme.test")];
    shown.look("decrypts-names-anywhere", &beside, &[], expected).await;
    shown.hold();
}

/// With the last octet of the tag another one.
fn tag_changed() -> Sample {
    let xml = held().sealed(&SEAL).xml;
    let end = xml.rfind("</xenc:CipherValue>").unwrap();
    let start = xml[..end].rfind('>').unwrap() + 1;
    let mut octets = openssl::base64::decode_block(&xml[start..end]).unwrap();
    *octets.last_mut().unwrap() ^= 1;
    Sample { xml: format!("{}{}{}", &xml[..start], openssl::base64::encode_block(&octets), &xml[end..]) }
}

pub fn shown() -> impl Iterator<Item = &'static str> {
    CASES.iter().chain(FORGED).map(|case| case.0).chain(["decrypts-names-anywhere"])
}
