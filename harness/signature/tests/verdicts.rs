//! Files signed by another program (xmlsec1), as they are and with something done to them.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use openssl::x509::X509;
use proptest::prelude::*;
use saml_signature::{Doubt, Signature, Verdict, contradicts_itself, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/signed")
}

fn file(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

fn certificate(name: &str) -> Vec<u8> {
    X509::from_pem(file(name).as_bytes()).unwrap().to_der().unwrap()
}

fn verdicts(xml: &str) -> Vec<Verdict> {
    read(xml).iter().map(Signature::own_verdict).collect()
}

const NOTHING_FITS: Verdict = Verdict::Doubt(Doubt::NothingFits);

#[test]
fn what_another_program_signed_holds() {
    let mut seen = 0;
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let expected = match name.as_str() {
            "both.xml" => 2,
            "no-key-info.xml" => continue,
            name if name.ends_with(".xml") => 1,
            _ => continue,
        };
        assert_eq!(verdicts(&file(&name)), vec![Verdict::Holds; expected], "{name}");
        seen += 1;
    }
    assert!(seen >= 13);
}

#[test]
fn each_signature_has_its_element_and_its_place() {
    let xml = file("both.xml");
    let found = read(&xml);
    let of: Vec<&str> = found.iter().map(|one| one.of.as_str()).collect();
    assert_eq!(of, ["Response", "Assertion"]);
    assert!(found.iter().all(|one| xml[one.at..].starts_with("<ds:Signature ")));
}

#[test]
fn a_change_after_signing_is_told_from_another_key() {
    for name in ["assertion.xml", "inclusive.xml", "ecdsa.xml", "default-namespace.xml", "metadata.xml"] {
        let xml = file(name);
        let changed = xml.replacen("2.0:protocol\"><", "2.0:protocol\" x=\"\"><", 1).replace("Anna<", "Anne<");
        assert_eq!(verdicts(&changed), [Verdict::Changed { only_white_space: false }], "{name}");
        let one = &read(&xml)[0];
        assert_eq!(one.verdict(&[certificate("other.pem")]), Verdict::OtherKey, "{name}");
    }
    // Of two signatures only the one around the change fails.
    let both = file("both.xml").replace("status:Success", "status:Responder");
    assert_eq!(verdicts(&both), [Verdict::Changed { only_white_space: false }, Verdict::Holds]);
}

/// The file as `xmllint --format` or an editor shows it.
fn indented(xml: &str) -> String {
    xml.replace("><", ">\n  <")
}

#[test]
fn a_copy_that_was_indented_says_nothing_and_white_space_that_came_in_on_the_way_does() {
    for name in ["assertion.xml", "both.xml", "prefix-list.xml", "metadata.xml"] {
        let verdicts = verdicts(&indented(&file(name)));
        assert!(verdicts.iter().all(|one| *one == Verdict::Reformatted), "{name}: {verdicts:?}");
    }
    // Texts on lines of their own.
    let wide = file("assertion.xml").replace("><", ">\n  <").replace(">Anna<", ">\n  Anna\n<");
    assert_eq!(verdicts(&wide), [Verdict::Reformatted]);
    // Indented and changed, or indented anew: nothing fits, and nothing is said.
    assert_eq!(verdicts(&indented(&file("assertion.xml")).replace("Anna", "Anne")), [NOTHING_FITS]);
    assert_eq!(verdicts(&file("metadata-indented.xml").replace("\n  <", "\n    <")), [NOTHING_FITS]);
    let inside = file("assertion.xml").replace("</saml2:Subject><", "</saml2:Subject>\n<");
    assert_eq!(verdicts(&inside), [Verdict::Changed { only_white_space: true }]);
    // Indented, and signed with another key than that of the certificate.
    let other = indented(&file("assertion.xml"));
    assert_eq!(read(&other)[0].verdict(&[certificate("other.pem")]), Verdict::OtherKey);
}

#[test]
fn what_cannot_be_told_is_not_told() {
    let xml = file("no-key-info.xml");
    let one = &read(&xml)[0];
    assert_eq!(one.own_verdict(), Verdict::Doubt(Doubt::NoCertificate));
    assert_eq!(one.verdict(&[certificate("own.pem")]), Verdict::Holds);
    assert_eq!(one.verdict(&[certificate("other.pem"), certificate("own.pem")]), Verdict::Holds);

    let value = |name: &str, text: &str| {
        let xml = file("assertion.xml");
        let (begin, end) = (format!("<ds:{name}>"), format!("</ds:{name}>"));
        let (from, to) = (xml.find(&begin).unwrap() + begin.len(), xml.find(&end).unwrap());
        format!("{}{text}{}", &xml[..from], &xml[to..])
    };
    let taken_out = [Verdict::Doubt(Doubt::TakenOut)];
    assert_eq!(verdicts(&value("SignatureValue", "c2lnbmF0dXJl")), taken_out);
    assert_eq!(verdicts(&value("SignatureValue", "...")), taken_out);
    assert_eq!(verdicts(&value("DigestValue", "ZGlnZXN0")), taken_out);
    let xml = file("assertion.xml");
    let not_done = [Verdict::Doubt(Doubt::NotDone)];
    assert_eq!(verdicts(&xml.replace("URI=\"#_a1\"", "URI=\"#_p1\"")), not_done);
    assert_eq!(verdicts(&xml.replace("enveloped-signature", "xslt")), not_done);
    assert_eq!(verdicts(&xml.replace("rsa-sha256", "hmac-sha256")), not_done);
}

#[test]
fn attacks_on_whoever_verifies_are_bounded() {
    let xml = file("assertion.xml");
    assert!(read(&format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{xml}")).is_empty());
    let deep = format!("{}{xml}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert!(read(&deep).is_empty());
    let (from, to) = (xml.find("<ds:Signature ").unwrap(), xml.find("</ds:Signature>").unwrap() + 15);
    let many = format!("{}{}{}", &xml[..to], xml[from..to].repeat(1_000), &xml[to..]);
    assert_eq!(read(&many).len(), 16);
    // Each would have the whole document canonicalized.
    let (whole, end) = (file("metadata-whole-document.xml"), "</ds:Signature>");
    let (from, to) = (whole.find("<ds:Signature ").unwrap(), whole.find(end).unwrap() + end.len());
    let many = format!("{}{}{}", &whole[..to], whole[from..to].repeat(9), &whole[to..]);
    let verdicts_of_many = verdicts(&many);
    assert_eq!(verdicts_of_many.iter().filter(|one| **one == Verdict::Doubt(Doubt::NotDone)).count(), 7);
    let transform = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>";
    let many = xml.replace("</ds:Transforms>", &format!("{}</ds:Transforms>", transform.repeat(10_000)));
    assert_eq!(verdicts(&many), [Verdict::Doubt(Doubt::NotDone)]);
    assert!(read(&format!("{xml}{}", " ".repeat(9 << 20))).is_empty());
    assert!(read("<a>SignatureValue").is_empty());
}

proptest! {
    #[test]
    fn no_damage_makes_it_panic(places in proptest::collection::vec((0usize..6000, "\\PC{0,3}|[<>&\"/=:#! ]{1,2}"), 1..6)) {
        let mut xml = file("both.xml");
        for (at, letters) in places {
            let mut at = at % xml.len();
            while !xml.is_char_boundary(at) {
                at -= 1;
            }
            let end = at + xml[at..].chars().next().map_or(0, char::len_utf8);
            xml.replace_range(at..end, &letters);
        }
        let _ = verdicts(&xml);
    }

    /// What the digest covers may not change unseen.
    #[test]
    fn another_letter_in_what_was_signed_never_holds(at in 0usize..3000, letter in "[a-zA-Z0-9]") {
        let xml = file("assertion.xml");
        let (from, to) = (xml.find("<saml2:Subject>").unwrap(), xml.find("</saml2:Assertion>").unwrap());
        let at = from + at % (to - from);
        let changed = format!("{}{letter}{}", &xml[..at], &xml[at + 1..]);
        prop_assert!(changed == xml || !verdicts(&changed).contains(&Verdict::Holds));
    }
}

#[test]
fn a_letter_changed_in_a_certificate_that_signed_itself_is_seen() {
    let own = certificate("own.pem");
    assert!(!contradicts_itself(&own));
    let mut seen = 0;
    // Before it stand its names: with a letter changed there it is no longer one that signed itself.
    for at in (220..own.len()).step_by(7) {
        let mut damaged = own.clone();
        damaged[at] ^= 1;
        // What is no certificate any more is seen elsewhere.
        if X509::from_der(&damaged).is_ok() {
            assert!(contradicts_itself(&damaged), "byte {at}");
            seen += 1;
        }
    }
    assert!(seen > 50);
    assert!(!contradicts_itself(b"no certificate"));
}
