//! Encrypted parts, decrypted by xmlsec1.

use mock_idp::encrypt::{
    ContentCipher, Corruption, EncryptError, Encryption, KeyTransport, Layout, Recipient, encrypt,
};
use mock_idp::organization::{KeyPair, SignatureAlgorithm};
use mock_idp::sign::{DigestMethod, Signing, sign_after_issuer};
use mock_idp::xml::Document;
use openssl::encrypt::Decrypter;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Padding;
use rstest::rstest;

use super::support::{FOREIGN_PAIR, SP_PAIR};
use super::tools::{xmlsec1, xmlsec1_decrypt};

const MESSAGE: &str = concat!(
    r#"<saml2p:Response ID="_r" xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:xsd="urn:xsd">"#,
    r#"<saml2:Assertion ID="_a" xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><saml2:Subject>"#,
    "<saml2:NameID>erin<!-- kept -->@acme.test</saml2:NameID></saml2:Subject><saml2:AttributeStatement>",
    r#"<saml2:Attribute Name='plan'><saml2:AttributeValue xsi:type="xsd:string" xmlns:xsi="urn:xsi"/>"#,
    "</saml2:Attribute></saml2:AttributeStatement></saml2:Assertion><samlp:Tail xmlns:samlp=\"urn:x\" /></saml2p:Response>"
);

fn plain() -> Encryption<'static> {
    Encryption {
        cipher: ContentCipher::Aes128Gcm,
        key_transport: KeyTransport::RsaOaepMgf1p,
        digest: DigestMethod::Sha1,
        mgf: DigestMethod::Sha1,
        layout: Layout::Inside,
        recipients: vec![Recipient { certificate: &SP_PAIR.certificate, hint: None }],
        corruption: None,
    }
}

fn encrypted(node: &str, encryption: &Encryption<'_>) -> String {
    let mut document = Document::parse(MESSAGE).unwrap();
    let path = document.find(|e| e.local_name() == node).unwrap();
    encrypt(&mut document, &path, encryption).unwrap();
    document.to_string()
}

fn decrypted(xml: &str, pair: &KeyPair) -> Result<String, String> {
    let key = String::from_utf8(pair.private_key.private_key_to_pem_pkcs8().unwrap()).unwrap();
    xmlsec1_decrypt(xml, &key)
}

#[rstest]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn every_cipher_key_transport_and_layout(
    #[values(
        ContentCipher::Aes128Gcm,
        ContentCipher::Aes256Gcm,
        ContentCipher::Aes128Cbc,
        ContentCipher::Aes256Cbc,
        ContentCipher::TripleDesCbc
    )]
    cipher: ContentCipher,
    #[values(KeyTransport::RsaOaepMgf1p, KeyTransport::Rsa15)] key_transport: KeyTransport,
    #[values(Layout::Inside, Layout::Beside)] layout: Layout,
) {
    let xml = encrypted("Assertion", &Encryption { cipher, key_transport, layout, ..plain() });
    assert!(!xml.contains("erin") && xml.contains(cipher.uri()) && xml.contains(key_transport.uri()), "{xml}");
    assert!(xml.contains("<saml2:EncryptedAssertion "), "{xml}");
    assert!(
        xml.ends_with("</saml2:EncryptedAssertion><samlp:Tail xmlns:samlp=\"urn:x\" /></saml2p:Response>"),
        "{xml}"
    );
    assert_eq!(xml.contains("</xenc:EncryptedKey></ds:KeyInfo>"), layout == Layout::Inside);
    assert_eq!(xml.contains("</xenc:EncryptedKey></saml2:EncryptedAssertion>"), layout == Layout::Beside);
    let whole = decrypted(&xml, &SP_PAIR).unwrap();
    assert!(whole.contains("<saml2:NameID>erin<!-- kept -->@acme.test</saml2:NameID>"), "{whole}");
    assert!(decrypted(&xml, &FOREIGN_PAIR).is_err());
}

#[rstest]
#[case("Assertion", "saml2:EncryptedAssertion")]
#[case("NameID", "saml2:EncryptedID")]
#[case("Attribute", "saml2:EncryptedAttribute")]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn what_it_becomes(#[case] node: &str, #[case] becomes: &str) {
    let xml = encrypted(node, &plain());
    assert!(xml.contains(&format!("<{becomes}")), "{xml}");
    assert!(decrypted(&xml, &SP_PAIR).unwrap().contains(&format!("<saml2:{node}")));
    let bare = encrypted("Subject", &plain());
    assert!(bare.contains(r#"<xenc:EncryptedData xmlns:xenc="#) && !bare.contains("<saml2:Encrypted"), "{bare}");
}

#[test]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn a_signature_inside_holds_after_decryption() {
    let mut document = Document::parse(MESSAGE).unwrap();
    let path = document.find(|e| e.local_name() == "Assertion").unwrap();
    let signing = Signing::plain(&FOREIGN_PAIR, SignatureAlgorithm::RsaSha256, "xsd", true).unwrap();
    sign_after_issuer(&mut document, &path, &signing).unwrap();
    encrypt(&mut document, &path, &plain()).unwrap();
    let xml = decrypted(&document.to_string(), &SP_PAIR).unwrap();
    assert_eq!(xmlsec1(&xml, &FOREIGN_PAIR.certificate_pem().unwrap(), "Assertion"), Ok(()), "{xml}");
}

/// xmlsec1 1.2 has no RSA-OAEP of XML Encryption 1.1: openssl decrypts the key, and the content shows that it fits.
#[rstest]
#[case(DigestMethod::Sha256, DigestMethod::Sha256)]
#[case(DigestMethod::Sha512, DigestMethod::Sha1)]
#[case(DigestMethod::Sha1, DigestMethod::Sha384)]
fn rsa_oaep_of_xml_encryption_1_1(#[case] digest: DigestMethod, #[case] mgf: DigestMethod) {
    let key_transport = KeyTransport::RsaOaep;
    let xml = encrypted("Assertion", &Encryption { key_transport, digest, mgf, ..plain() });
    assert!(xml.contains(digest.uri()) && xml.contains(&format!("http://www.w3.org/2009/xmlenc11#mgf1{}", mgf.name())));
    let hash = |method: DigestMethod| match method {
        DigestMethod::Sha1 => openssl::hash::MessageDigest::sha1(),
        DigestMethod::Sha256 => openssl::hash::MessageDigest::sha256(),
        DigestMethod::Sha384 => openssl::hash::MessageDigest::sha384(),
        _ => openssl::hash::MessageDigest::sha512(),
    };
    let key = unwrap_key(&xml, &SP_PAIR.private_key, |decrypter| {
        decrypter.set_rsa_oaep_md(hash(digest)).unwrap();
        decrypter.set_rsa_mgf1_md(hash(mgf)).unwrap();
    });
    assert!(content(&xml, &key).starts_with("<saml2:Assertion "));
}

fn beside(xml: &str) -> bool {
    xml.contains("</xenc:EncryptedData><xenc:EncryptedKey ")
}

fn cipher_values(xml: &str) -> Vec<Vec<u8>> {
    xml.split("<xenc:CipherValue>")
        .skip(1)
        .map(|rest| openssl::base64::decode_block(rest.split('<').next().unwrap()).unwrap())
        .collect()
}

fn unwrap_key(xml: &str, key: &PKey<Private>, set: impl Fn(&mut Decrypter<'_>)) -> Vec<u8> {
    let mut decrypter = Decrypter::new(key).unwrap();
    decrypter.set_rsa_padding(Padding::PKCS1_OAEP).unwrap();
    set(&mut decrypter);
    let wrapped = &cipher_values(xml)[usize::from(beside(xml))];
    let mut octets = vec![0; decrypter.decrypt_len(wrapped).unwrap()];
    let length = decrypter.decrypt(wrapped, &mut octets).unwrap();
    octets.truncate(length);
    octets
}

fn content(xml: &str, key: &[u8]) -> String {
    let octets = if beside(xml) { cipher_values(xml).remove(0) } else { cipher_values(xml).pop().unwrap() };
    let (iv, rest) = octets.split_at(12);
    let (content, tag) = rest.split_at(rest.len() - 16);
    let cipher = openssl::symm::Cipher::aes_128_gcm();
    String::from_utf8(openssl::symm::decrypt_aead(cipher, key, Some(iv), &[], content, tag).unwrap()).unwrap()
}

#[test]
fn the_namespaces_around_come_along_and_nothing_else_changes() {
    let xml = encrypted("Assertion", &plain());
    let key = unwrap_key(&xml, &SP_PAIR.private_key, |_| {});
    let assertion = &MESSAGE[MESSAGE.find("<saml2:Assertion").unwrap()..MESSAGE.find("<samlp:Tail").unwrap()];
    let declarations = r#" xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:xsd="urn:xsd"><saml2:Subject>"#;
    assert_eq!(content(&xml, &key), assertion.replacen("><saml2:Subject>", declarations, 1));
}

#[rstest]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn several_recipients_each_with_a_key(#[values(Layout::Inside, Layout::Beside)] layout: Layout) {
    let recipients = vec![
        Recipient { certificate: &FOREIGN_PAIR.certificate, hint: Some("http://other.test/?a&b") },
        Recipient { certificate: &SP_PAIR.certificate, hint: Some("http://sp.test") },
    ];
    let xml = encrypted("Assertion", &Encryption { recipients, layout, ..plain() });
    assert_eq!(xml.matches("<xenc:EncryptedKey ").count(), 2);
    assert!(
        xml.contains(r#" Recipient="http://other.test/?a&amp;b">"#) && xml.contains(r#" Recipient="http://sp.test">"#)
    );
    assert_eq!(xml.matches("<xenc:CarriedKeyName>").count(), if layout == Layout::Beside { 2 } else { 0 });
    let key = unwrap_key(&xml, &FOREIGN_PAIR.private_key, |_| {});
    assert!(content(&xml, &key).contains("erin"));
    if layout == Layout::Inside {
        assert!(decrypted(&xml, &SP_PAIR).unwrap().contains("erin"));
    }
}

#[rstest]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn what_is_corrupted_does_not_decrypt(
    #[values(Corruption::Tag, Corruption::Iv, Corruption::Body, Corruption::Key)] corruption: Corruption,
) {
    let xml = encrypted("Assertion", &Encryption { corruption: Some(corruption), ..plain() });
    assert!(decrypted(&xml, &SP_PAIR).is_err());
}

#[test]
fn only_an_rsa_key_can_be_a_recipient() {
    let elliptic = KeyPair::elliptic_stranger().unwrap();
    let recipients = vec![Recipient { certificate: &elliptic.certificate, hint: None }];
    let mut document = Document::parse(MESSAGE).unwrap();
    let error = encrypt(&mut document, &[0], &Encryption { recipients, ..plain() });
    assert!(matches!(error, Err(EncryptError::KeyType)), "{error:?}");
    assert_eq!(document.to_string(), MESSAGE);
}
