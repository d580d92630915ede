//! Metadata in the shapes in which SPs publish it.

use std::sync::LazyLock;

use openssl::ec::{EcGroup, EcKey};
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use rstest::rstest;

use super::*;

/// Certificates of three RSA keys and of one on a curve, as base64.
static KEYS: LazyLock<[String; 4]> = LazyLock::new(|| {
    let rsa = || PKey::from_rsa(Rsa::generate(1024).unwrap()).unwrap();
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let ec = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
    let base64 = |key| mock_idp::organization::KeyPair::self_signed(key, "sp").unwrap().certificate_base64().unwrap();
    [rsa(), rsa(), rsa(), ec].map(base64)
});

fn key(of: usize, purpose: &str) -> String {
    let purpose = if purpose.is_empty() { String::new() } else { format!(r#" use="{purpose}""#) };
    let (before, after) = KEYS[of].split_at(100);
    format!(
        r#"<m:KeyDescriptor{purpose}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>
           {before}
           {after}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></m:KeyDescriptor>"#
    )
}

fn acs(rest: &str) -> String {
    format!(r#"<m:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" {rest}/>"#)
}

fn sp(id: &str, inside: &str) -> String {
    let protocol = r#"protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol""#;
    format!(
        r#"<m:EntityDescriptor {NAMESPACES} entityID="{id}"><m:SPSSODescriptor {protocol}>{inside}</m:SPSSODescriptor></m:EntityDescriptor>"#
    )
}

const NAMESPACES: &str =
    r#"xmlns:m="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#""#;

/// Which of [`KEYS`] a PEM text holds, in order.
fn which(pem: &str) -> Vec<usize> {
    let lines: String = pem.lines().collect();
    let bodies = lines.split("-----BEGIN CERTIFICATE-----").skip(1);
    bodies.map(|body| KEYS.iter().position(|key| body.starts_with(key.as_str())).unwrap()).collect()
}

#[rstest]
#[case::several_that_sign(&[(0, "signing"), (1, "signing"), (2, "encryption")], &[0, 1], Some((2, Source::Encryption)))]
#[case::encryption_first(&[(2, "encryption"), (0, "signing")], &[0], Some((2, Source::Encryption)))]
#[case::no_use(&[(0, ""), (1, "")], &[0, 1], Some((0, Source::Unmarked)))]
#[case::signing_only(&[(0, "signing")], &[0], Some((0, Source::Signing)))]
#[case::encryption_only(&[(0, "encryption")], &[], Some((0, Source::Encryption)))]
#[case::a_curve_encrypts_nothing(&[(3, "encryption"), (1, "encryption"), (3, "signing")], &[3], Some((1, Source::Encryption)))]
#[case::none(&[], &[], None)]
fn keys(#[case] given: &[(usize, &str)], #[case] signing: &[usize], #[case] encryption: Option<(usize, Source)>) {
    let keys: String = given.iter().map(|(of, purpose)| key(*of, purpose)).collect();
    let metadata =
        SpMetadata::read(&sp("sp", &format!("{keys}{}", acs(r#"Location="/acs" index="0""#))), None).unwrap();
    assert_eq!(which(&metadata.signing), signing);
    let found = metadata.encryption.map(|key| (which(&key.pem)[0], key.source));
    assert_eq!(found, encryption);
}

#[rstest]
#[case::the_first(&["", ""], &["/0", "/1"])]
#[case::says_true(&["", r#"isDefault="true""#], &["/1", "/0"])]
#[case::says_1(&["", "", r#"isDefault=" 1 ""#], &["/2", "/0", "/1"])]
#[case::says_not(&[r#"isDefault="0""#, r#"isDefault="false""#, ""], &["/2", "/0", "/1"])]
#[case::all_say_not(&[r#"isDefault="false""#, r#"isDefault="0""#], &["/0", "/1"])]
fn the_default_consumer_goes_first(#[case] given: &[&str], #[case] expected: &[&str]) {
    let all: String =
        given.iter().enumerate().map(|(n, rest)| acs(&format!(r#"Location="/{n}" index="{n}" {rest}"#))).collect();
    let artifact = r#"<m:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact" Location="/a" index="9" isDefault="true"/>"#;
    let metadata = SpMetadata::read(&sp("sp", &format!("{artifact}{all}")), None).unwrap();
    let urls: Vec<_> = metadata.consumers.iter().map(|consumer| consumer.url.as_str()).collect();
    assert_eq!(urls, expected);
    let own = |consumer: &Consumer| consumer.index == consumer.url[1..].parse().ok();
    assert!(metadata.consumers.iter().all(own), "{metadata:?}");
}

#[test]
fn roles_beside_it_and_extensions_are_not_the_sps() {
    let idp = format!("<m:IDPSSODescriptor>{}</m:IDPSSODescriptor>", key(2, "signing"));
    let extension = format!(r#"<m:Extensions xmlns:x="urn:x"><x:Old>{}</x:Old></m:Extensions>"#, key(1, "signing"));
    let text = sp("sp", &format!("{extension}{}{}", key(0, "signing"), acs(r#"Location="/acs" index="0""#)));
    let text = text.replace("<m:SPSSODescriptor", &format!("{idp}<m:SPSSODescriptor"));
    let metadata = SpMetadata::read(&format!("\u{feff}\n<?xml version=\"1.0\"?>{text}"), None).unwrap();
    assert_eq!((which(&metadata.signing), metadata.consumers.len()), (vec![0], 1));
}

#[test]
fn of_several_entities_the_sp_is_taken() {
    let consumer = |url: &str| acs(&format!(r#"Location="{url}" index="0""#));
    let idp = r#"<m:EntityDescriptor entityID="idp"><m:IDPSSODescriptor/></m:EntityDescriptor>"#;
    let all = |entities: &str| {
        format!(
            "<m:EntitiesDescriptor {NAMESPACES}>{idp}<m:EntitiesDescriptor>{entities}</m:EntitiesDescriptor></m:EntitiesDescriptor>"
        )
    };
    let one = all(&sp("one", &consumer("/1")));
    assert_eq!(SpMetadata::read(&one, None).unwrap().entity_id, "one");
    // A name that the target file has and the SP has not is for the rules to tell.
    assert_eq!(SpMetadata::read(&one, Some("other")).unwrap().entity_id, "one");
    let two = all(&(sp("one", &consumer("/1")) + &sp("two", &consumer("/2"))));
    assert_eq!(SpMetadata::read(&two, Some("two")).unwrap().consumers[0].url, "/2");
    let error = SpMetadata::read(&two, None).unwrap_err();
    assert_eq!(error, "it holds several SPs, `one`, `two`; say which one by `entity_id` in `[sp]`");
    assert!(SpMetadata::read(&two, Some("three")).unwrap_err().contains("none of them `three`"));
    let error = SpMetadata::read(&all(""), None).unwrap_err();
    assert_eq!(error, "no EntityDescriptor with an SPSSODescriptor");
}

#[test]
fn the_armour_of_pem_is_taken_off() {
    let armoured = key(0, "").replacen("<ds:X509Certificate>", "<ds:X509Certificate>-----BEGIN CERTIFICATE-----", 1);
    let armoured = armoured.replacen("</ds:X509Certificate>", "-----END CERTIFICATE-----</ds:X509Certificate>", 1);
    let broken = r#"<m:KeyDescriptor><ds:KeyInfo><ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data></ds:KeyInfo></m:KeyDescriptor>"#;
    let text = sp("sp", &format!("{broken}{armoured}{}", acs(r#"Location="/acs""#)));
    let metadata = SpMetadata::read(&text, None).unwrap();
    assert_eq!(which(&metadata.signing), [0]);
    let words = metadata.encryption.unwrap().in_words();
    assert!(
        words.starts_with("the key that the SP's metadata has for any use (CN=JumpCloudSAMLUser, SHA-256 "),
        "{words}"
    );
}
