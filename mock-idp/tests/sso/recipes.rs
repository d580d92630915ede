//! Messages that recipes make, judged by xmlsec1.

use mock_idp::organization::{SettingsPatch, Sign};
use mock_idp::recipe::{KeyName, Recipe, Script, Sent, dry_run};
use openssl::x509::X509;
use rstest::rstest;

use super::support::{FOREIGN_PAIR, SP_PAIR};
use super::tools::{xmlsec1, xmlsec1_decrypt};

fn made(sign: Sign, steps: &str) -> Sent {
    let recipe: Recipe = serde_json::from_str(steps).unwrap();
    let script = Script { signs_last: recipe.signs_last(), recipe, ..Script::default() };
    let settings = SettingsPatch {
        sign: Some(sign),
        sp_certificate: Some(SP_PAIR.certificate_pem().unwrap()),
        ..SettingsPatch::default()
    };
    dry_run(&script, &settings).unwrap()
}

fn verdict(sent: &Sent, xml: &str, key: KeyName, parent: &str) -> Result<(), String> {
    let (_, der) = sent.certificates.iter().find(|(name, _)| *name == key).unwrap();
    let pem = String::from_utf8(X509::from_der(der).unwrap().to_pem().unwrap()).unwrap();
    xmlsec1(xml, &pem, parent)
}

#[rstest]
#[case::no_recipe("[]")]
#[case::explicitly(r#"[{"step": "sign"}]"#)]
#[case::changed_before(r#"[{"step": "set", "node": "NameID", "xml": "a<!-- b -->c<![CDATA[d]]>"}]"#)]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn what_the_toggles_say_is_signed(
    #[values(Sign::Assertion, Sign::Response, Sign::Both, Sign::None)] sign: Sign,
    #[case] steps: &str,
) {
    assert_signed_as_the_toggles_say(sign, steps);
}

// Without any signature there is none to mend.
#[rstest]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn what_was_changed_and_signed_again_is_signed(#[values(Sign::Assertion, Sign::Response, Sign::Both)] sign: Sign) {
    let steps = r#"[{"step": "sign"}, {"step": "set", "node": "NameID", "text": "x"}, {"step": "resign"}]"#;
    assert_signed_as_the_toggles_say(sign, steps);
}

fn assert_signed_as_the_toggles_say(sign: Sign, steps: &str) {
    let sent = made(sign, steps);
    let xml = String::from_utf8(sent.xml.clone()).unwrap();
    for (parent, signed) in [("Assertion", sign.assertion()), ("Response", sign.response())] {
        let verdict = verdict(&sent, &xml, KeyName::Organization, parent);
        assert_eq!(verdict.is_ok(), signed, "{parent}: {verdict:?}\n{xml}");
        let ours = sent.signed_parts(&xml).iter().filter(|part| part.holds()).count();
        assert_eq!(ours, usize::from(sign.assertion()) + usize::from(sign.response()));
    }
}

#[test]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn what_was_changed_after_signing_does_not_hold() {
    let sent = made(Sign::Both, r#"[{"step": "sign"}, {"step": "set", "node": "NameID", "text": "x"}]"#);
    let xml = String::from_utf8(sent.xml.clone()).unwrap();
    assert!(sent.signed_parts(&xml).iter().all(|part| !part.holds()));
    assert!(verdict(&sent, &xml, KeyName::Organization, "Assertion").is_err());
    assert!(verdict(&sent, &xml, KeyName::Organization, "Response").is_err());
}

#[rstest]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn an_encrypted_assertion_is_signed_within_and_around(
    #[values("inside", "beside")] layout: &str,
    #[values("aes128-gcm", "aes256-cbc")] algorithm: &str,
) {
    let steps = format!(r#"[{{"step": "encrypt", "layout": "{layout}", "algorithm": "{algorithm}"}}]"#);
    let sent = made(Sign::Both, &steps);
    let xml = String::from_utf8(sent.xml.clone()).unwrap();
    assert_eq!(verdict(&sent, &xml, KeyName::Organization, "Response"), Ok(()), "{xml}");
    let key = String::from_utf8(SP_PAIR.private_key.private_key_to_pem_pkcs8().unwrap()).unwrap();
    let plain = xmlsec1_decrypt(&xml, &key).unwrap();
    assert_eq!(verdict(&sent, &plain, KeyName::Organization, "Assertion"), Ok(()), "{plain}");
}

#[test]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn a_key_for_encryption_goes_before_the_one_that_signs() {
    let pem = |pair: &mock_idp::organization::KeyPair| pair.certificate_pem().unwrap();
    let script = Script {
        recipe: serde_json::from_str(r#"[{"step": "sign"}, {"step": "encrypt"}]"#).unwrap(),
        ..Script::default()
    };
    let settings = SettingsPatch {
        sp_certificate: Some(pem(&FOREIGN_PAIR)),
        sp_encryption_certificate: Some(pem(&SP_PAIR)),
        ..SettingsPatch::default()
    };
    let xml = String::from_utf8(dry_run(&script, &settings).unwrap().xml).unwrap();
    let key = |pair: &mock_idp::organization::KeyPair| {
        String::from_utf8(pair.private_key.private_key_to_pem_pkcs8().unwrap()).unwrap()
    };
    assert!(xmlsec1_decrypt(&xml, &key(&SP_PAIR)).unwrap().contains("<saml2:Assertion"));
    assert!(xmlsec1_decrypt(&xml, &key(&FOREIGN_PAIR)).is_err());
}

#[rstest]
#[case(KeyName::Stranger)]
#[case(KeyName::StrangerClone)]
#[case(KeyName::StrangerLeaf)]
#[case(KeyName::StrangerRenewed)]
#[case(KeyName::Ec)]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn other_keys_sign_as_well(#[case] key: KeyName) {
    let sent = made(Sign::Assertion, &format!(r#"[{{"step": "sign", "key": "{}"}}]"#, key.word()));
    let xml = String::from_utf8(sent.xml.clone()).unwrap();
    assert_eq!(verdict(&sent, &xml, key, "Assertion"), Ok(()), "{xml}");
    assert!(verdict(&sent, &xml, KeyName::Organization, "Assertion").is_err());
}

/// Wrapping of the plainest kind: the genuine Assertion stays whole beside a forged one.
#[test]
fn the_parts_that_hold_are_found_in_a_forgery() {
    let steps = r#"[{"step": "sign"}, {"step": "copy", "node": "Assertion", "to": "before Assertion", "id": "new"},
                    {"step": "strip-signature", "node": "Assertion[1]"},
                    {"step": "set", "node": "Assertion[1]/Subject/NameID", "text": "victim"}]"#;
    let sent = made(Sign::Assertion, steps);
    let xml = String::from_utf8(sent.xml.clone()).unwrap();
    let parts = sent.signed_parts(&xml);
    let document = mock_idp::xml::Document::parse(&xml).unwrap();
    let signed = document.element(parts[0].element.as_deref().unwrap()).unwrap();
    assert!(parts.len() == 1 && parts[0].holds() && !signed.text().contains("victim"), "{parts:?}");
    assert!(xml.find("victim").unwrap() < xml.find("<ds:Signature ").unwrap());
}
