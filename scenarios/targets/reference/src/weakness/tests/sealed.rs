//! Encryption that is no protection.

use super::attempt::Shown;
use super::forge::{held, plain};
use crate::response::Part;
use crate::response::sample::{Idp, Sample};
use crate::response::sealed::{SEAL, Seal};

/// Weakness, and a response that it takes, and the sound SP does not.
#[rustfmt::skip]
const CASES: &[(&str, fn() -> Sample)] = &[
    ("accepts-cbc", || held().sealed(&Seal { cipher: "http://www.w3.org/2001/04/xmlenc#aes128-cbc", ..SEAL })),
    ("accepts-rsa-1-5", || held().sealed(&Seal { transport: "http://www.w3.org/2001/04/xmlenc#rsa-1_5", settings: "", ..SEAL })),
    ("encrypted-skips-checks", || plain().with("http://sp.test/backoffice<", "http://other.test/<").signed(Part::Assertion, Idp::company()).sealed(&SEAL)),
    ("encrypted-is-authentic", || plain().sealed(&SEAL)),
    ("ignores-gcm-tag", tag_changed),
];

#[tokio::test]
async fn each_is_taken_with_its_weakness_and_not_without() {
    let mut shown = Shown::default();
    for (weakness, sample) in CASES {
        shown.look(weakness, &sample(), &[], [None, Some("employee@acme.test")]).await;
    }
    shown.hold();
}

/// With the last octet of the tag another one.
fn tag_changed() -> Sample {
    let sealed = held().sealed(&SEAL).xml;
    let end = sealed.rfind("</xenc:CipherValue>").unwrap();
    let start = sealed[..end].rfind('>').unwrap() + 1;
    let mut octets = openssl::base64::decode_block(&sealed[start..end]).unwrap();
    *octets.last_mut().unwrap() ^= 1;
    Sample { xml: format!("{}{}{}", &sealed[..start], openssl::base64::encode_block(&octets), &sealed[end..]) }
}

pub fn shown() -> impl Iterator<Item = &'static str> {
    CASES.iter().map(|case| case.0)
}
