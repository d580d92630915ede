//! Signatures of every shape, judged by xmlsec1.

use std::sync::{Arc, LazyLock};

use mock_idp::organization::{KeyPair, SignatureAlgorithm};
use mock_idp::sign::{
    DigestMethod, HmacKey, Place, Reference, SignatureError, SignatureMethod, Signing, Transform, key_name, key_value,
    renew_digests, resign, sign, sign_after_issuer, signatures, signed_parts, x509_data,
};
use mock_idp::xml::{Document, Element, Node};
use rstest::rstest;

use super::support::KEYS;
use super::tools::{Key, xmlsec1, xmlsec1_verify};

static PAIR: LazyLock<Arc<KeyPair>> = LazyLock::new(|| KEYS.issue("acme").unwrap());

/// A message with all that makes canonical forms differ: comments, an instruction, namespaces that are in force but
/// unused, a default namespace, `xml:` attributes around the Assertion.
const MESSAGE: &str = concat!(
    "<?xml version=\"1.0\"?>\n<!-- before --><?go on?>\n",
    r#"<saml2p:Response ID="_r" xml:lang="en" xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" "#,
    r#"xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="urn:default" xmlns:unused="urn:unused">"#,
    r#"<saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">acme</saml2:Issuer>"#,
    r#"<saml2:Assertion ID="_a" xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><saml2:Issuer>acme</saml2:Issuer>"#,
    "<saml2:Subject><saml2:NameID>erin<!-- inside -->@acme.test</saml2:NameID><?pi  data?></saml2:Subject>",
    "<saml2:Advice><plain z='1' a=\"&#10;'\"/><![CDATA[<&]]></saml2:Advice></saml2:Assertion>",
    "</saml2p:Response>\n<!-- after -->"
);

fn message() -> Document {
    Document::parse(MESSAGE).unwrap()
}

fn plain() -> Signing<'static> {
    Signing::plain(&PAIR, SignatureAlgorithm::RsaSha256, "xsd", true).unwrap()
}

fn path_of(document: &Document, local_name: &str) -> Vec<usize> {
    document.find(|e| e.local_name() == local_name).unwrap()
}

/// The Assertion signed.
fn signed(signing: &Signing<'_>) -> String {
    let mut document = message();
    let path = path_of(&document, "Assertion");
    sign_after_issuer(&mut document, &path, signing).unwrap();
    document.to_string()
}

/// The Response signed by one Reference with this URI, the Assertion being what it names.
fn signed_by_uri(uri: Option<&str>, signing: &Signing<'_>) -> String {
    let mut document = message();
    let element = path_of(&document, "Assertion");
    let place = Place::after_issuer(&document, &[]).unwrap();
    sign(&mut document, &place, &[Reference { uri: uri.map(str::to_owned), element }], signing).unwrap();
    document.to_string()
}

fn assert_verifies(xml: &str, pair: &KeyPair, parent: &str) {
    assert_eq!(xmlsec1(xml, &pair.certificate_pem().unwrap(), parent), Ok(()), "{xml}");
}

#[rstest]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn every_method_and_canonical_form(
    #[values(
        SignatureMethod::RsaSha1,
        SignatureMethod::RsaSha256,
        SignatureMethod::RsaSha384,
        SignatureMethod::RsaSha512,
        SignatureMethod::RsaMd5,
        SignatureMethod::HmacSha1,
        SignatureMethod::HmacSha256,
        SignatureMethod::HmacSha384,
        SignatureMethod::HmacSha512,
        SignatureMethod::EcdsaSha256
    )]
    method: SignatureMethod,
    #[values("exclusive", "exclusive-with-comments", "inclusive", "inclusive-with-comments")] form: &str,
) {
    let pair =
        if method == SignatureMethod::EcdsaSha256 { KeyPair::elliptic_stranger().unwrap() } else { PAIR.clone() };
    let secret = HmacKey::CertificatePem.of(&pair.certificate).unwrap();
    let hmac = method.name().starts_with("hmac-");
    let signing = Signing {
        key: if hmac { &secret } else { &pair.private_key },
        signature_method: method,
        digest_method: if method == SignatureMethod::RsaMd5 { DigestMethod::Md5 } else { DigestMethod::Sha384 },
        canonicalization: Transform::from_name(form, ""),
        transforms: vec![Transform::Enveloped, Transform::from_name(form, "xsd")],
        ..plain()
    };
    let xml = signed(&signing);
    assert!(xml.contains(method.uri()) && xml.contains(signing.canonicalization.uri()), "{xml}");
    let pem = pair.certificate_pem().unwrap();
    let key = if hmac { Key::Secret(pem.as_bytes()) } else { Key::Certificate(&pem) };
    let signature = "//*[local-name()='Signature']";
    assert_eq!(xmlsec1_verify(&xml, &key, signature, &[]), Ok(()), "{xml}");
    assert!(xmlsec1_verify(&xml.replace("erin", "eric"), &key, signature, &[]).is_err());
}

#[rstest]
#[case("", "exclusive")]
#[case("", "exclusive-with-comments")]
#[case("", "inclusive")]
#[case("#xpointer(/)", "exclusive-with-comments")]
#[case("#xpointer(/)", "inclusive-with-comments")]
#[case("#xpointer(id('_a'))", "exclusive")]
#[case("#xpointer(id('_a'))", "exclusive-with-comments")]
#[case("#xpointer(id(\"_a\"))", "inclusive-with-comments")]
#[case("#_a", "inclusive-with-comments")]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn every_reference_into_the_document(#[case] uri: &str, #[case] form: &str) {
    let transforms = vec![Transform::Enveloped, Transform::from_name(form, "")];
    let xml = signed_by_uri(Some(uri), &Signing { transforms, ..plain() });
    assert_verifies(&xml, &PAIR, "Response");
    // Comments count only where the whole way is one that keeps them (XML Signature 4.4.3.3).
    let kept = uri.contains("xpointer") && form.ends_with("comments");
    let verdict = xmlsec1(&xml.replace("inside", "changed"), &PAIR.certificate_pem().unwrap(), "Response");
    assert_eq!(verdict.is_err(), kept, "{verdict:?}");
}

#[rstest]
#[case::absent(None)]
#[case::elsewhere(Some("#_missing"))]
#[case::relative(Some("assertion.xml"))]
#[case::remote(Some("http://sp.test/x"))]
fn a_uri_that_leads_to_nothing_digests_the_named_element(#[case] uri: Option<&str>) {
    let named = signed_by_uri(Some("#_a"), &plain());
    let xml = signed_by_uri(uri, &plain());
    let digest = |xml: &str| xml.split("DigestValue>").nth(1).unwrap().to_owned();
    assert_eq!(digest(&xml), digest(&named));
    let written = uri.map_or("<ds:Reference>".to_owned(), |uri| format!(r#"<ds:Reference URI="{uri}">"#));
    assert!(xml.contains(&written), "{xml}");
    assert!(!signed_parts(&Document::parse(&xml).unwrap(), &[("idp", &PAIR.certificate)])[0].holds());
}

#[rstest]
#[case(&[])]
#[case(&["enveloped"])]
#[case(&["inclusive", "exclusive"])]
#[case(&["enveloped", "exclusive", "xslt", "exclusive"])]
#[case(&["enveloped", "xpath:not(ancestor-or-self::saml2:Advice)", "exclusive"])]
#[case(&["enveloped", "xpath: ancestor-or-self::saml2:NameID", "inclusive"])]
#[case(&["enveloped", "xpath:not(ancestor-or-self::ds:Signature)", "inclusive-with-comments"])]
#[case(&["xpath:true()", "enveloped", "exclusive"])]
#[case(&["xpath:false()", "exclusive"])]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn transforms(#[case] names: &[&str]) {
    let transforms: Vec<_> = names.iter().map(|name| Transform::from_name(name, "")).collect();
    let enveloped = transforms.contains(&Transform::Enveloped);
    let signing = Signing { transforms, ..plain() };
    // Without the enveloped transform the Signature has to stand elsewhere.
    let (xml, parent) =
        if enveloped { (signed(&signing), "Assertion") } else { (signed_by_uri(Some("#_a"), &signing), "Response") };
    assert_eq!(xml.matches("<ds:Transform ").count(), names.len());
    assert_verifies(&xml, &PAIR, parent);
}

#[test]
fn an_expression_that_nobody_evaluates_here_is_an_error() {
    let transforms = vec![Transform::from_name("xpath:count(//*) > 3", "")];
    let mut document = message();
    let error = sign_after_issuer(&mut document, &[], &Signing { transforms, ..plain() });
    assert!(matches!(error, Err(SignatureError::Unsupported("XPath expression", _))), "{error:?}");
}

#[test]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn base64_digests_what_the_text_decodes_to() {
    let mut document = message();
    let path = path_of(&document, "NameID");
    document.element_mut(&path).unwrap().set_text("ZXJp\nbg==");
    let place = Place::after_issuer(&document, &[]).unwrap();
    let transforms = vec![Transform::Base64];
    let id = Reference { uri: Some("#_a".to_owned()), element: path_of(&document, "Assertion") };
    document
        .element_mut(&id.element)
        .unwrap()
        .children
        .retain(|node| node.as_element().is_some_and(|e| e.local_name() == "Subject"));
    sign(&mut document, &place, &[id], &Signing { transforms, ..plain() }).unwrap();
    assert_verifies(&document.to_string(), &PAIR, "Response");
    let erin = openssl::base64::encode_block(&DigestMethod::Sha256.digest(b"erin").unwrap());
    assert!(document.to_string().contains(&format!("<ds:DigestValue>{erin}</ds:DigestValue>")));
}

#[test]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn several_references_one_into_the_signature_itself() {
    let mut document = message();
    let assertion = path_of(&document, "Assertion");
    let inner = Reference { uri: Some("#_o".to_owned()), element: Vec::new() };
    let references = [Reference::to(&document, &assertion).unwrap(), inner];
    let place = Place::after_issuer(&document, &[]).unwrap();
    let object = r#"<note Id="_o" xmlns="urn:note">kept <!-- too --></note>"#;
    // The enveloped transform would drop the object with the Signature.
    let signing = Signing { object: Some(object), transforms: vec![Transform::exclusive("")], ..plain() };
    sign(&mut document, &place, &references, &signing).unwrap();
    let xml = document.to_string();
    assert!(xml.contains(&format!("<ds:Object>{object}</ds:Object></ds:Signature>")), "{xml}");
    let pem = PAIR.certificate_pem().unwrap();
    let signature = "//*[local-name()='Signature']";
    let verdict = xmlsec1_verify(&xml, &Key::Certificate(&pem), signature, &["--id-attr:Id", "urn:note:note"]);
    assert_eq!(verdict, Ok(()), "{xml}");
    let parts =
        signed_parts(&document, &[("stranger", &KeyPair::stranger().unwrap().certificate), ("idp", &PAIR.certificate)]);
    let elements: Vec<_> = parts.iter().map(|part| part.element.clone().unwrap()).collect();
    assert_eq!(elements, [path_of(&document, "Assertion"), path_of(&document, "note")]);
    assert!(parts.iter().all(|part| part.holds() && part.certificate.as_deref() == Some("idp")), "{parts:?}");
}

#[rstest]
#[case(HmacKey::CertificatePem)]
#[case(HmacKey::CertificatePemTrimmed)]
#[case(HmacKey::CertificateBase64)]
#[case(HmacKey::CertificateDer)]
#[case(HmacKey::PublicKeyPem)]
#[case(HmacKey::PublicKeyDer)]
#[case(HmacKey::Modulus)]
#[case(HmacKey::FingerprintSha1)]
#[case(HmacKey::FingerprintSha1Colons)]
#[case(HmacKey::FingerprintSha256)]
#[case(HmacKey::Empty)]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn hmac_keys_made_of_a_certificate(#[case] material: HmacKey) {
    let key = material.of(&PAIR.certificate).unwrap();
    let xml = signed(&Signing { key: &key, signature_method: SignatureMethod::HmacSha256, ..plain() });
    let pem = PAIR.certificate_pem().unwrap();
    let octets = match material {
        HmacKey::CertificatePem => pem.into_bytes(),
        HmacKey::CertificatePemTrimmed => pem.trim_end().as_bytes().to_vec(),
        HmacKey::CertificateBase64 => {
            pem.lines().filter(|line| !line.starts_with('-')).collect::<String>().into_bytes()
        }
        HmacKey::CertificateDer => PAIR.certificate.to_der().unwrap(),
        HmacKey::PublicKeyPem => PAIR.private_key.public_key_to_pem().unwrap(),
        HmacKey::PublicKeyDer => PAIR.private_key.public_key_to_der().unwrap(),
        HmacKey::Modulus => PAIR.private_key.rsa().unwrap().n().to_vec(),
        HmacKey::FingerprintSha1 => fingerprint("sha1").replace(':', "").to_lowercase().into_bytes(),
        HmacKey::FingerprintSha1Colons => fingerprint("sha1").into_bytes(),
        HmacKey::FingerprintSha256 => fingerprint("sha256").replace(':', "").to_lowercase().into_bytes(),
        // xmlsec1 does not read an empty file either.
        HmacKey::Empty => vec![0],
    };
    let signature = "//*[local-name()='Signature']";
    assert_eq!(xmlsec1_verify(&xml, &Key::Secret(&octets), signature, &[]), Ok(()), "{xml}");
}

/// With colons and in capitals, as people know it.
fn fingerprint(digest: &str) -> String {
    let digest = openssl::hash::MessageDigest::from_name(digest).unwrap();
    let octets: Vec<_> = PAIR.certificate.digest(digest).unwrap().iter().map(|octet| format!("{octet:02X}")).collect();
    octets.join(":")
}

#[rstest]
#[case(0, 0)]
#[case(8, 1)]
#[case(80, 10)]
#[case(160, 20)]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn an_hmac_is_cut_to_its_output_length(#[case] bits: usize, #[case] octets: usize) {
    let key = HmacKey::CertificatePem.of(&PAIR.certificate).unwrap();
    let signature_method = SignatureMethod::HmacSha1;
    let signing = Signing { key: &key, signature_method, hmac_output_length: Some(bits), ..plain() };
    let xml = signed(&signing);
    let value = xml.split("SignatureValue>").nth(1).unwrap().trim_end_matches("</ds:");
    assert_eq!(openssl::base64::decode_block(value).unwrap_or_default().len(), octets);
    assert!(xml.contains(&format!("<ds:HMACOutputLength>{bits}</ds:HMACOutputLength>")));
    // What is shorter, xmlsec1 refuses by itself.
    if bits >= 80 {
        let pem = PAIR.certificate_pem().unwrap();
        let signature = "//*[local-name()='Signature']";
        assert_eq!(xmlsec1_verify(&xml, &Key::Secret(pem.as_bytes()), signature, &[]), Ok(()), "{xml}");
    }
}

#[test]
fn what_is_written_may_be_something_else() {
    let xml = signed(&Signing {
        signature_uri: Some("urn:unknown"),
        digest_uri: Some("urn:digest"),
        canonicalization: Transform::Other("urn:form".to_owned()),
        key_info: "<!-- none -->".into(),
        value: Some("<none>"),
        ..plain()
    });
    for part in [
        r#"<ds:SignatureMethod Algorithm="urn:unknown"/>"#,
        r#"<ds:DigestMethod Algorithm="urn:digest"/>"#,
        r#"<ds:CanonicalizationMethod Algorithm="urn:form"/>"#,
        "<ds:SignatureValue>&lt;none&gt;</ds:SignatureValue>",
        "<ds:KeyInfo><!-- none --></ds:KeyInfo></ds:Signature>",
    ] {
        assert!(xml.contains(part), "{part}: {xml}");
    }
}

#[test]
fn a_method_that_the_key_is_not_for_is_an_error() {
    let error =
        sign_after_issuer(&mut message(), &[], &Signing { signature_method: SignatureMethod::EcdsaSha256, ..plain() });
    assert!(matches!(error, Err(SignatureError::OtherKey("ecdsa-sha256"))), "{error:?}");
}

#[test]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn key_info_says_which_key() {
    let pair = KeyPair::stranger().unwrap();
    let key_info = format!("{}{}{}", key_value(&pair).unwrap(), key_name(&pair).unwrap(), x509_data(&pair).unwrap());
    let xml = signed(&Signing { key: &pair.private_key, key_info: key_info.into(), ..plain() });
    assert!(xml.contains("</ds:KeyValue><ds:KeyName>JumpCloudSAMLUser</ds:KeyName><ds:X509Data>"), "{xml}");
    assert_eq!(xmlsec1_verify(&xml, &Key::Embedded, "//*[local-name()='Signature']", &[]), Ok(()), "{xml}");
    let elliptic = key_value(&KeyPair::elliptic_stranger().unwrap()).unwrap();
    assert!(elliptic.contains("<dsig11:PublicKey>B"), "an uncompressed point: {elliptic}");
}

#[test]
fn a_clone_has_everything_of_the_certificate_but_the_key() {
    let clone = PAIR.stranger_clone().unwrap();
    let (ours, theirs) = (&PAIR.certificate, &clone.certificate);
    assert_eq!(ours.subject_name().to_der().unwrap(), theirs.subject_name().to_der().unwrap());
    assert_eq!(ours.issuer_name().to_der().unwrap(), theirs.issuer_name().to_der().unwrap());
    assert_eq!(ours.serial_number().to_bn().unwrap(), theirs.serial_number().to_bn().unwrap());
    assert_eq!(ours.not_before().to_string(), theirs.not_before().to_string());
    assert_eq!(ours.not_after().to_string(), theirs.not_after().to_string());
    assert!(!ours.public_key().unwrap().public_eq(&theirs.public_key().unwrap()));
    assert!(theirs.verify(&theirs.public_key().unwrap()).unwrap());
    assert!(Arc::ptr_eq(&KeyPair::stranger().unwrap(), &KeyPair::stranger().unwrap()));
}

/// Both signed, the Assertion first.
fn both() -> Document {
    let mut document = message();
    let path = path_of(&document, "Assertion");
    sign_after_issuer(&mut document, &path, &plain()).unwrap();
    sign_after_issuer(&mut document, &[], &plain()).unwrap();
    document
}

fn rename(document: &mut Document, to: &str) {
    let path = path_of(document, "NameID");
    document.element_mut(&path).unwrap().children = vec![Node::text(to)];
}

#[test]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
fn signing_again_mends_a_changed_message_and_keeps_its_shape() {
    let mut document = both();
    let paths = signatures(&document, &[]);
    assert_eq!(paths.len(), 2);
    rename(&mut document, "victim@acme.test");
    let stranger = KeyPair::stranger().unwrap();
    for path in paths.iter().rev() {
        resign(&mut document, path, &stranger).unwrap();
    }
    let xml = document.to_string();
    assert_verifies(&xml, &stranger, "Assertion");
    assert_verifies(&xml, &stranger, "Response");
    let mut again = Document::parse(&xml).unwrap();
    rename(&mut again, "erin@acme.test");
    for path in paths.iter().rev() {
        resign(&mut again, path, &PAIR).unwrap();
    }
    let mut genuine = both();
    rename(&mut genuine, "erin@acme.test");
    for path in paths.iter().rev() {
        resign(&mut genuine, path, &PAIR).unwrap();
    }
    assert_eq!(again.to_string(), genuine.to_string());
}

#[test]
fn digests_are_renewed_alone() {
    let mut document = both();
    rename(&mut document, "victim@acme.test");
    let stale = signed_parts(&document, &[("idp", &PAIR.certificate)]);
    assert!(stale.iter().all(|part| !part.digest_holds && part.certificate.is_some()), "{stale:?}");
    for path in signatures(&document, &[]).iter().rev() {
        renew_digests(&mut document, path, &[]).unwrap();
    }
    let fresh = signed_parts(&document, &[("idp", &PAIR.certificate)]);
    assert!(fresh.iter().all(|part| part.digest_holds && part.certificate.is_none()), "{fresh:?}");
}

#[test]
fn the_signed_parts_of_a_wrapped_message() {
    let mut document = message();
    let path = path_of(&document, "Assertion");
    sign_after_issuer(&mut document, &path, &plain()).unwrap();
    let mut forged = document.element(&path).unwrap().clone();
    forged.set_attribute("ID", "_forged");
    let signature = forged.children.iter().position(|n| n.as_element().is_some_and(|e| e.name == "ds:Signature"));
    forged.children.remove(signature.unwrap());
    document.root_mut().children.insert(1, Node::Element(forged));
    let parts = signed_parts(&document, &[("idp", &PAIR.certificate)]);
    assert_eq!((parts.len(), parts[0].element.clone(), parts[0].holds()), (1, Some(vec![2]), true));
    assert_eq!(parts[0].uri.as_deref(), Some("#_a"));

    // A Signature without anything in it signs nothing.
    let mut empty = Element::new("ds:Signature");
    empty.set_attribute("xmlns:ds", mock_idp::sign::DSIG);
    *document.element_mut(&parts[0].signature).unwrap() = empty;
    assert_eq!(signed_parts(&document, &[("idp", &PAIR.certificate)]), []);
}
