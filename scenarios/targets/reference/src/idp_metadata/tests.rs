//! What Update says of metadata, and what it keeps.

use rstest::rstest;

use super::{IdpMetadata, read};
use crate::response::sample::{ISSUER, Idp};
use crate::settings::{CompanySettings, SettingsForm};

/// Metadata as JumpCloud exports it with both endpoints.
pub fn metadata(idp: &Idp) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ISSUER}"><md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.test/post"/><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.test/redirect"/></md:IDPSSODescriptor></md:EntityDescriptor>"#,
        idp.certificate_base64()
    )
}

fn changed(from: &str, to: &str) -> String {
    let good = metadata(Idp::company());
    assert!(good.contains(from), "`{from}` is not in the metadata");
    good.replace(from, to)
}

#[test]
fn good_metadata_is_kept() {
    let expected = IdpMetadata {
        entity_id: ISSUER.to_owned(),
        certificates: Idp::company().certificates(),
        without_certificate: None,
        says_what_signs: true,
        redirect_url: Some("https://idp.test/redirect".to_owned()),
        post_url: Some("https://idp.test/post".to_owned()),
    };
    assert_eq!(read(&metadata(Idp::company())), Ok(expected));
}

#[test]
fn metadata_without_a_redirect_endpoint_is_taken() {
    let kept = read(&changed("bindings:HTTP-Redirect", "bindings:SOAP")).unwrap();
    assert_eq!((kept.redirect_url, kept.post_url.as_deref()), (None, Some("https://idp.test/post")));
}

#[rstest]
#[case("does not parse as XML", "</md:EntityDescriptor>", "")]
#[case("has a DOCTYPE", "<md:EntityDescriptor", "<!DOCTYPE x><md:EntityDescriptor")]
#[case("is not an EntityDescriptor", "md:EntityDescriptor", "md:EntitiesDescriptor")]
#[case("has no entityID", "entityID", "name")]
#[case("has no IDPSSODescriptor", "md:IDPSSODescriptor", "md:SPSSODescriptor")]
#[case("has no IDPSSODescriptor", "SAML:2.0:protocol", "SAML:1.1:protocol")]
#[case("has no signing certificate", "use=\"signing\"", "use=\"encryption\"")]
#[case("cannot be read as RSA", "<ds:X509Certificate>", "<ds:X509Certificate>AAAA")]
#[case("has no SingleSignOnService", "md:SingleSignOnService", "md:SingleLogoutService")]
#[case("not a web address", "https://idp.test/redirect", "javascript:alert(1)")]
#[case("no longer valid", "entityID", "validUntil=\"2020-01-01T00:00:00Z\" entityID")]
fn what_is_wrong_is_said(#[case] message: &str, #[case] from: &str, #[case] to: &str) {
    let said =
        read(&changed(from, to)).and_then(|read| read.without_certificate.map_or(Ok(()), |why| Err(why.to_owned())));
    let said = said.unwrap_err();
    assert!(said.contains(message), "{said}");
}

#[test]
fn update_needs_issuer_and_metadata_and_keeps_what_is_stored() {
    let form = |issuer: &str, metadata: &str| SettingsForm {
        issuer: issuer.to_owned(),
        metadata: metadata.to_owned(),
        ..SettingsForm::blank()
    };
    let good = metadata(Idp::company());
    assert_eq!(CompanySettings::update(None, &form(" ", &good)).unwrap_err(), "Identity Provider Issuer is required.");
    assert_eq!(CompanySettings::update(None, &form(ISSUER, "")).unwrap_err(), "Metadata is required.");
    let stored = CompanySettings::update(None, &form(&format!("{ISSUER} "), &good)).unwrap();
    assert_eq!(stored.issuer, format!("{ISSUER} "), "as typed");
    let updated = CompanySettings::update(Some(&stored), &form(ISSUER, "")).unwrap();
    assert_eq!((updated.issuer.as_str(), &updated.idp), (ISSUER, &stored.idp));
}
