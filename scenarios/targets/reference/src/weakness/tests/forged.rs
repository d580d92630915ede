//! A response that makes somebody the victim, or that the IdP signed in a way that it must not.

use jiff::{SignedDuration, Timestamp, Unit};
use openssl::asn1::Asn1Time;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;
use openssl::x509::X509;

use super::attempt::Shown;
use super::forge::{
    assertion, by_hand, by_idp, digest_of_assertion, forged, held, of_victim, piece, plain, sha256, signature,
};
use crate::request::signature_template;
use crate::response::Part;
use crate::response::sample::{Idp, Sample};

/// A forgery.
type Forgery = fn() -> Sample;

/// Weakness, whom it signs in, and with what.
#[rustfmt::skip]
pub const CASES: &[(&str, &str, Forgery)] = &[
    ("accepts-any-form", "employee", || plain().signed_by(Part::Assertion, Idp::company(), |one| one.replace("<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>", "<ds:Transform Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>"))),
    ("accepts-any-root", "employee", || { let held = held(); Sample { xml: format!("<soap xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">{}</soap>", assertion(&held.xml)) } }),
    ("accepts-empty-reference", "employee", || plain().signed_by(Part::Assertion, Idp::company(), |one| one.replace("URI=\"#_assertion\"", "URI=\"\""))),
    ("accepts-foreign-signature-namespace", "victim", || of_victim(plain()).with("<saml:Subject>", "<ds:Signature xmlns:ds=\"urn:other\"/><saml:Subject>")),
    ("accepts-hmac-with-certificate", "victim", || hmac(|one| one.replace("#rsa-sha256", "#hmac-sha256"), usize::MAX)),
    ("accepts-md5", "employee", || by_hand(plain(), |one| one.replace("#rsa-sha256", "#rsa-md5"), None, by_idp(MessageDigest::md5()))),
    ("accepts-object-in-signature", "victim", || inside_signature(Part::Response, &format!("<ds:Object>{}</ds:Object>", forged()))),
    ("accepts-several-references", "employee", || plain().signed_by(Part::Assertion, Idp::company(), twice_referred)),
    ("accepts-several-roots", "victim", || { let held = held(); let evil = of_victim(plain()); Sample { xml: format!("<a xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">{}</a>{}", assertion(&held.xml), evil.with("_assertion", "_forged").xml) } }),
    ("accepts-truncated-hmac", "victim", || hmac(|one| one.replace("#rsa-sha256\"/>", "#hmac-sha256\"><ds:HMACOutputLength>0</ds:HMACOutputLength></ds:SignatureMethod>"), 0)),
    ("any-signature-anywhere", "victim", || { let held = held(); Sample { xml: held.xml.replace("<samlp:Status>", &format!("<samlp:Extensions>{}</samlp:Extensions><samlp:Status>", forged())) } }),
    ("checks-first-signature-below", "victim", || { let held = held(); of_victim(plain()).with("_assertion", "_forged").with("<saml:Subject>", &format!("{}<saml:Subject>", assertion(&held.xml))) }),
    ("deep-messages-are-not-verified", "victim", || of_victim(plain()).with("<samlp:Status>", &format!("<samlp:Extensions>{}{}</samlp:Extensions><samlp:Status>", "<x>".repeat(120), "</x>".repeat(120)))),
    ("digest-comment", "victim", || { let evil = of_victim(held()); let digest = digest_of_assertion(&evil.xml); evil.with("<ds:DigestValue>", &format!("<ds:DigestValue><!--{digest}-->")) }),
    ("digest-value-anywhere-in-signature", "victim", || { let evil = of_victim(held()); let digest = digest_of_assertion(&evil.xml); evil.with("<ds:SignedInfo", &format!("<ds:Object><ds:DigestValue>{digest}</ds:DigestValue></ds:Object><ds:SignedInfo")) }),
    ("digest-value-anywhere", "victim", || { let evil = of_victim(held()); let digest = digest_of_assertion(&evil.xml); evil.with("</samlp:Status>", &format!("<samlp:StatusDetail><ds:DigestValue xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{digest}</ds:DigestValue></samlp:StatusDetail></samlp:Status>")) }),
    ("doctype-ends-verification", "victim", || Sample { xml: format!("<!DOCTYPE samlp:Response []>{}", of_victim(held()).xml) }),
    ("learns-unknown-idps", "victim", || of_victim(plain()).with("https://idp.test/acme", "https://evil.test").signed(Part::Assertion, Idp::stranger())),
    ("drops-signatures-of-same-value", "victim", || { let signed = plain().signed(Part::Response, Idp::company()); let genuine = signature(&signed.xml).to_owned(); let decoy = genuine.replace("</ds:Signature>", &format!("<ds:Object>{}</ds:Object></ds:Signature>", forged())); Sample { xml: signed.xml.replace(&genuine, &format!("{genuine}{decoy}")) } }),
    ("empty-digest-passes", "victim", || of_victim(by_hand(plain().with("<saml:Conditions", "<saml:Conditions xmlns:x=\"1\""), |one| one, Some(&sha256(b"")), by_idp(MessageDigest::sha256())))),
    ("empty-digest-value-passes", "victim", || of_victim(by_hand(plain(), |one| one, Some(""), by_idp(MessageDigest::sha256())))),
    ("empty-signature-passes", "victim", || of_victim(plain()).with("<saml:Subject>", "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/><saml:Subject>")),
    ("first-of-duplicate-ids", "victim", || beside("_assertion", false)),
    ("ignores-bad-assertion-signature", "victim", || of_victim(held()).signed(Part::Response, Idp::company())),
    ("ignores-bad-response-signature", "employee", || held().signed(Part::Response, Idp::stranger())),
    ("judges-first-reads-last", "victim", two_signed),
    ("large-messages-are-not-verified", "victim", || of_victim(plain()).with("<samlp:Status>", &format!("<samlp:Extensions>{}</samlp:Extensions><samlp:Status>", "x".repeat(300_000)))),
    ("last-of-duplicate-ids", "victim", || beside("_assertion", true)),
    ("last-reference-wins", "victim", || of_victim(plain().with("<samlp:Status>", "<samlp:Status ID=\"_status\">").signed_by(Part::Assertion, Idp::company(), also_status))),
    ("reads-assertion-anywhere", "victim", || { let held = held(); Sample { xml: held.xml.replace("<samlp:Status>", &format!("<samlp:Extensions>{}</samlp:Extensions><samlp:Status>", forged())) } }),
    ("reads-first-assertion", "victim", || beside("_forged", true)),
    ("reads-last-assertion", "victim", || beside("_forged", false)),
    ("reads-subject-anywhere", "victim", || inside_signature(Part::Assertion, "<ds:Object><saml:Subject><saml:NameID>victim@acme.test</saml:NameID></saml:Subject></ds:Object>")),
    ("response-signature-covers-nothing", "victim", || of_victim(plain().signed(Part::Response, Idp::company()))),
    ("response-signed-skips-checks", "employee", || plain().with("http://sp.test/backoffice<", "http://other.test/<").signed(Part::Response, Idp::company())),
    ("runs-any-transform", "victim", || of_victim(plain().signed_by(Part::Assertion, Idp::company(), |one| one.replace("<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>", "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><ds:XPath>not(ancestor-or-self::saml:NameID)</ds:XPath></ds:Transform><ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>")))),
    ("signed-document-of-any-kind", "victim", || of_victim(plain().with("<samlp:Status>", &format!("<samlp:Extensions><other ID=\"_other\">{}</other></samlp:Extensions><samlp:Status>", signature_template("_other", ""))).sign_template(Idp::company()))),
    ("signed-info-anywhere", "victim", || { let (genuine, evil) = signed_infos(); Sample { xml: evil.xml.replace("</ds:Signature>", &format!("<ds:Object>{genuine}</ds:Object></ds:Signature>")) } }),
    ("skips-digest", "victim", || of_victim(held())),
    ("skips-signature-value", "victim", || of_victim(plain()).signed(Part::Assertion, Idp::stranger())),
    ("trusts-assertion-signature-position", "victim", || moved(Part::Assertion)),
    ("trusts-certificate-by-name", "victim", || of_victim(plain()).signed(Part::Assertion, Idp::stranger())),
    ("trusts-key-info", "victim", || of_victim(plain()).signed(Part::Assertion, Idp::stranger())),
    ("trusts-key-value", "victim", || { let key = X509::from_der(&Idp::stranger().certificates()[0]).unwrap().public_key().unwrap().rsa().unwrap(); let base64 = |number: &openssl::bn::BigNumRef| openssl::base64::encode_block(&number.to_vec()); let value = format!("<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>{}</ds:Modulus><ds:Exponent>{}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>", base64(key.n()), base64(key.e())); let signed = of_victim(plain()).signed(Part::Assertion, Idp::stranger()); let data = piece(&signed.xml, "<ds:X509Data>", "</ds:X509Data>").to_owned(); Sample { xml: signed.xml.replace(&data, &value) } }),
    ("trusts-unsolicited-signatures", "victim", || of_victim(held().unsolicited())),
    ("takes-time-of-response", "employee", || Sample::at((Timestamp::now() - SignedDuration::from_hours(1)).round(Unit::Second).unwrap()).signed(Part::Assertion, Idp::company())),
    ("unsolicited-skips-checks", "employee", || plain().unsolicited().with("http://sp.test/backoffice<", "http://other.test/<").signed(Part::Assertion, Idp::company())),
    ("trusts-signature-position", "victim", || moved(Part::Response)),
    ("two-signed-infos", "victim", || { let (genuine, evil) = signed_infos(); Sample { xml: evil.xml.replacen("<ds:SignedInfo>", &format!("{genuine}<ds:SignedInfo>"), 1) } }),
    ("unknown-algorithm-passes", "victim", || by_hand(of_victim(plain()), |one| one.replace("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "urn:none"), None, |_| vec![1])),
    ("verification-error-passes", "victim", || by_hand(of_victim(plain()), |one| one, None, |_| vec![1])),
    ("verifies-last-signature", "victim", || of_victim(plain().with("<samlp:Status>", &format!("<samlp:Extensions><other ID=\"_other\">{}</other></samlp:Extensions><samlp:Status>", signature_template("_other", ""))).sign_template(Idp::company())).signed(Part::Response, Idp::stranger())),
    ("accepts-hmac-with-fingerprint", "victim", || by_hand(of_victim(plain()), |one| one.replace("#rsa-sha256", "#hmac-sha256"), None, |octets| { let secret = openssl::sha::sha1(&Idp::company().certificates()[0]).iter().map(|octet| format!("{octet:02X}")).collect::<Vec<_>>().join(":"); let key = PKey::hmac(secret.as_bytes()).unwrap(); Signer::new(MessageDigest::sha256(), &key).unwrap().sign_oneshot_to_vec(octets).unwrap() })),
    ("compares-ids-loosely", "victim", || moved(Part::Assertion).with("_forged", "_ASSERTION")),
    ("finds-signatures-by-prefix", "victim", || of_victim(plain()).signed(Part::Assertion, Idp::stranger()).with("ds:", "sig:").with(":ds=", ":sig=")),
    ("first-certificate-vouches-for-last", "victim", || key_info(|own| format!("<ds:X509Data>{}{own}</ds:X509Data>", of(Idp::company())))),
    ("known-certificate-vouches-for-all", "victim", || key_info(|own| format!("<ds:X509Data>{own}{}</ds:X509Data>", of(Idp::company())))),
    ("no-key-info-verifies-nothing", "victim", || by_hand(of_victim(plain()), without_key_info, None, |_| vec![1])),
    ("other-key-type-passes", "victim", || by_hand(of_victim(plain()), |one| one.replace("#rsa-sha256", "#ecdsa-sha256"), None, |_| vec![1])),
    ("trusts-certificate-by-description", "victim", || key_info(|own| { let digest = sha256(&Idp::company().certificates()[0]); format!("<ds:X509Data>{own}<d:X509Digest xmlns:d=\"http://www.w3.org/2009/xmldsig11#\">{digest}</d:X509Digest></ds:X509Data>") })),
    ("trusts-certificate-by-issuer", "victim", || key_info(|_| made_by_stranger(None))),
    ("trusts-newer-key-value", "victim", || key_info(|_| { let key = openssl::base64::encode_block(&Idp::stranger().key().public_key_to_der().unwrap()); format!("<d:DEREncodedKeyValue xmlns:d=\"http://www.w3.org/2009/xmldsig11#\">{key}</d:DEREncodedKeyValue>") })),
    ("trusts-renewed-certificate", "victim", || key_info(|_| made_by_stranger(Some(1)))),
];

#[tokio::test]
async fn each_signs_in_with_its_weakness_and_not_without() {
    let mut shown = Shown::default();
    for (weakness, person, forgery) in CASES {
        shown.look(weakness, &forgery(), &[("accepts", "either")], [None, Some(&format!("{person}@acme.test"))]).await;
    }
    shown.hold();
}

/// The victim's assertion before the signed one, or after it.
fn beside(id: &str, before: bool) -> Sample {
    let held = held();
    let (genuine, evil) = (assertion(&held.xml), forged().replace("_forged", id));
    let pair = if before { format!("{evil}{genuine}") } else { format!("{genuine}{evil}") };
    Sample { xml: held.xml.replace(genuine, &pair) }
}

/// The genuine signature in another element, and the genuine assertion without it in Extensions.
fn moved(part: Part) -> Sample {
    let held = held();
    let signature = signature(&held.xml).to_owned();
    let bare = assertion(&held.xml).replace(&signature, "");
    let evil = of_victim(plain()).with("_assertion", "_forged");
    let extensions = format!("<samlp:Extensions>{bare}</samlp:Extensions><samlp:Status>");
    match part {
        Part::Response => evil.with("<samlp:Status>", &format!("{signature}{extensions}")),
        Part::Assertion => {
            evil.with("<samlp:Status>", &extensions).with_last("<saml:Subject>", &format!("{signature}<saml:Subject>"))
        }
    }
}

/// Something added to the signature, which its digest does not cover.
fn inside_signature(part: Part, added: &str) -> Sample {
    plain().signed(part, Idp::company()).with("</ds:Signature>", &format!("{added}</ds:Signature>"))
}

/// The genuine SignedInfo, and the victim's response with one that fits it.
fn signed_infos() -> (String, Sample) {
    let evil = of_victim(held());
    let genuine = piece(&evil.xml, "<ds:SignedInfo>", "</ds:SignedInfo>").to_owned();
    let digest = format!("<ds:DigestValue>{}</ds:DigestValue>", digest_of_assertion(&evil.xml));
    let fits = genuine.replace(piece(&genuine, "<ds:DigestValue>", "</ds:DigestValue>"), &digest);
    (genuine.clone(), Sample { xml: evil.xml.replace(&genuine, &fits) })
}

fn hmac(change: fn(String) -> String, length: usize) -> Sample {
    let certificate = X509::from_der(&Idp::company().certificates()[0]).unwrap().to_pem().unwrap();
    let key = PKey::hmac(&certificate).unwrap();
    by_hand(of_victim(plain()), change, None, |octets| {
        let mut value = Signer::new(MessageDigest::sha256(), &key).unwrap().sign_oneshot_to_vec(octets).unwrap();
        value.truncate(length);
        value
    })
}

/// The victim's response signed by the stranger, with something else in the place of the X509Data; `change` is given the
/// X509Certificate in it.
fn key_info(change: impl FnOnce(&str) -> String) -> Sample {
    let signed = of_victim(plain()).signed(Part::Assertion, Idp::stranger());
    let data = piece(&signed.xml, "<ds:X509Data>", "</ds:X509Data>").to_owned();
    let certificate = piece(&data, "<ds:X509Certificate>", "</ds:X509Certificate>").to_owned();
    Sample { xml: signed.xml.replace(&data, &change(&certificate)) }
}

fn of(idp: &Idp) -> String {
    format!("<ds:X509Certificate>{}</ds:X509Certificate>", idp.certificate_base64())
}

/// X509Data with a certificate of the stranger's key whose issuer is called as the company's IdP: also its subject, if it
/// begins so many days after the company's.
fn made_by_stranger(later: Option<u32>) -> String {
    let company = X509::from_der(&Idp::company().certificates()[0]).unwrap();
    let mut builder = X509::builder().unwrap();
    builder.set_issuer_name(company.subject_name()).unwrap();
    builder.set_subject_name(company.subject_name()).unwrap();
    builder.set_not_before(&Asn1Time::days_from_now(later.unwrap_or_default()).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::days_from_now(9).unwrap()).unwrap();
    builder.set_pubkey(Idp::stranger().key()).unwrap();
    builder.sign(Idp::stranger().key(), MessageDigest::sha256()).unwrap();
    let der = builder.build().to_der().unwrap();
    let base64 = openssl::base64::encode_block(&der);
    format!("<ds:X509Data><ds:X509Certificate>{base64}</ds:X509Certificate></ds:X509Data>")
}

fn without_key_info(template: String) -> String {
    template.replace(piece(&template, "<ds:KeyInfo>", "</ds:KeyInfo>"), "")
}

fn twice_referred(template: String) -> String {
    let reference = piece(&template, "<ds:Reference ", "</ds:Reference>");
    template.replace(reference, &format!("{reference}{reference}"))
}

fn also_status(template: String) -> String {
    let reference = piece(&template, "<ds:Reference ", "</ds:Reference>");
    template.replace(reference, &format!("{reference}{}", reference.replace("_assertion", "_status")))
}

/// Two assertions, each signed, the second about the victim and long over.
fn two_signed() -> Sample {
    let first = held();
    let template = signature_template("_second", "");
    let second = of_victim(plain()).with("_assertion", "_second");
    let second = second.with("<saml:Subject>", &format!("{template}<saml:Subject>")).sign_template(Idp::company());
    let pair = format!("{}{}", assertion(&first.xml), assertion(&second.xml));
    Sample { xml: first.xml.replace(assertion(&first.xml), &pair) }
}
