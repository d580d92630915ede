//! The sign matrix, judged by xmlsec1.

use mock_idp::organization::{Dialect, Sign, SignatureAlgorithm};
use rstest::rstest;

use super::support::{FOREIGN_PAIR, site};
use super::tools::xmlsec1;

#[rstest]
#[tokio::test]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
async fn exactly_what_the_setting_names_is_signed(
    #[values(Sign::Assertion, Sign::Response, Sign::Both, Sign::None)] sign: Sign,
    #[values(SignatureAlgorithm::RsaSha256, SignatureAlgorithm::RsaSha1)] algorithm: SignatureAlgorithm,
    #[values(true, false)] include_key_info: bool,
    #[values(Dialect::Jumpcloud, Dialect::Specification)] dialect: Dialect,
) {
    let site = site();
    let setting = serde_json::json!({
        "sign": sign, "signature_algorithm": algorithm, "include_key_info": include_key_info,
        "dialect": dialect,
        "user_attributes": [{"name": "note", "value": "description"}],
    });
    site.configure(&setting.to_string());
    let xml = site.browser_of("employee@acme.test").await.get("/saml2/app").await.response();

    let signatures = xml.matches("<ds:Signature ").count();
    assert_eq!(signatures, usize::from(sign.assertion()) + usize::from(sign.response()));
    assert_eq!(xml.contains("<ds:X509Certificate>"), include_key_info && signatures > 0);
    let method = match algorithm {
        SignatureAlgorithm::RsaSha256 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        SignatureAlgorithm::RsaSha1 => "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
    };
    assert_eq!(xml.matches(method).count(), signatures);
    // Each stands directly after the Issuer of what it signs (schema order of SAML core 2.3.3 and 3.2.2).
    let prefix = if dialect == Dialect::Jumpcloud { "saml2" } else { "saml" };
    assert_eq!(xml.matches(&format!("</{prefix}:Issuer><ds:Signature ")).count(), signatures);
    assert_eq!(xml.contains("PrefixList"), dialect == Dialect::Jumpcloud && signatures > 0);

    let certificate = site.application().key_pair.certificate_pem().unwrap();
    for (parent, signed) in [("Assertion", sign.assertion()), ("Response", sign.response())] {
        let verdict = xmlsec1(&xml, &certificate, parent);
        assert_eq!(verdict.is_ok(), signed, "{parent}: {verdict:?}\n{xml}");
    }
}

#[rstest]
#[case::name_id("employee@acme.test</saml2:NameID>", "colleague@acme.test</saml2:NameID>")]
#[case::audience("<saml2:Audience>", "<saml2:Audience>x")]
#[case::attribute_value("&lt;likes", "&lt;hates")]
#[case::signature_value("<ds:SignatureValue>", "<ds:SignatureValue>AAAA")]
#[tokio::test]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
async fn what_was_changed_after_signing_is_rejected(#[case] from: &str, #[case] to: &str) {
    let site = site();
    site.configure(r#"{"user_attributes": [{"name": "note", "value": "description"}]}"#);
    let xml = site.browser_of("employee@acme.test").await.get("/saml2/app").await.response();
    assert!(xml.contains(from), "{xml}");
    let tampered = xml.replacen(from, to, 1);
    let certificate = site.application().key_pair.certificate_pem().unwrap();
    assert_eq!(xmlsec1(&xml, &certificate, "Assertion"), Ok(()));
    assert!(xmlsec1(&tampered, &certificate, "Assertion").is_err());
}

#[tokio::test]
#[cfg_attr(not(xmlsec1), ignore = "xmlsec1 was not installed when the tests were built")]
async fn another_key_does_not_verify() {
    let site = site();
    let xml = site.browser_of("employee@acme.test").await.get("/saml2/app").await.response();
    assert!(xmlsec1(&xml, &FOREIGN_PAIR.certificate_pem().unwrap(), "Assertion").is_err());
}
