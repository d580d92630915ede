//! Exported metadata, byte by byte.

use axum::body::Body;
use http::Request;
use mock_idp::organization::{KeyPool, Organization};

use super::support::site;
use super::tools::xmllint;

const PLAIN: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="acme-idp">"#,
    r#"<md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">"#,
    r#"<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>CERTIFICATE"#,
    r#"</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"#,
    r#"<md:NameIDFormat>urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified</md:NameIDFormat>"#,
    r#"<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="http://acme.idp.localhost:4444/saml2/app"/>"#,
    r#"</md:IDPSSODescriptor></md:EntityDescriptor>"#
);
const REDIRECT: &str = r#"<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="http://acme.idp.localhost:4444/saml2/app"/>"#;

#[test]
fn the_byte_layout_is_jumpclouds() {
    let site = site();
    let certificate = site.application().key_pair.certificate_base64().unwrap();
    let plain = PLAIN.replace("CERTIFICATE", &certificate);
    assert_eq!(site.acme.metadata(&site.application()), plain);

    site.configure(r#"{"declare_redirect_endpoint": true}"#);
    let declared = plain.replace("</md:IDPSSODescriptor>", &format!("{REDIRECT}</md:IDPSSODescriptor>"));
    assert_eq!(site.acme.metadata(&site.application()), declared);

    // The Sign setting leaves no trace in metadata.
    site.configure(r#"{"sign": "both"}"#);
    assert_eq!(site.acme.metadata(&site.application()), declared);
}

#[test]
fn two_keys_are_declared_in_either_order_and_the_other_one_is_always_the_same() {
    let site = site();
    let certificate = site.application().key_pair.certificate_base64().unwrap();
    let declared = |order: &str, key_use: bool| {
        site.configure(&format!(r#"{{"declared_certificate": "{order}", "declare_key_use": {key_use}}}"#));
        let xml = site.acme.metadata(&site.application());
        assert_eq!(xml.matches(r#"use="signing""#).count(), if key_use { 2 } else { 0 });
        let keys = xml.split("<ds:X509Certificate>").skip(1);
        keys.map(|key| key.split('<').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let (after, before) = (declared("after-another", false), declared("before-another", true));
    assert_eq!((after.len(), before.len()), (2, 2));
    assert_eq!((&after[1], &before[0]), (&certificate, &certificate));
    assert_eq!(after[0], before[1]);
    assert_ne!(after[0], certificate);
}

#[tokio::test]
async fn the_public_url_serves_what_the_portal_exports() {
    let site = site();
    let page = site.browser().get("/saml2/app/metadata.xml").await;
    assert_eq!((page.status.as_u16(), page.body), (200, site.acme.metadata(&site.application())));
    assert_eq!(site.browser().get("/saml2/none/metadata.xml").await.status, 404);
}

#[tokio::test]
async fn programs_fetch_it_without_resolving_a_name() {
    let site = site();
    assert_eq!(site.acme.metadata_url("app"), "http://127.0.0.1:4444/organizations/acme/saml2/app/metadata.xml");
    for (path, status) in [("acme/saml2/app", 200), ("acme/saml2/none", 404), ("nobody/saml2/app", 404)] {
        let request = Request::get(format!("/organizations/{path}/metadata.xml")).header("host", "127.0.0.1:4444");
        let page = site.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(page.status, status, "{path}");
        assert_eq!(page.body == site.acme.metadata(&site.application()), status == 200);
    }
    for (base, expected) in [
        ("https://acme.idp.localhost:1/", "https://localhost:1/organizations/acme/saml2/app/metadata.xml"),
        // Where the IdP has a name of its own, everybody can resolve it.
        ("https://acme.idp.example/", "https://acme.idp.example/saml2/app/metadata.xml"),
    ] {
        let url = url::Url::parse(base).unwrap();
        let spec = mock_idp::organization::OrganizationSpec::default();
        let organization = Organization::new("acme".to_owned(), url, spec, KeyPool::new(2048, None)).unwrap();
        assert_eq!(organization.metadata_url("app"), expected);
    }
}

#[test]
#[cfg_attr(not(saml_schemas), ignore = "xmllint or the SAML schemas were not installed when the tests were built")]
fn metadata_is_valid_by_the_oasis_schema() {
    let site = site();
    assert_eq!(xmllint(&site.acme.metadata(&site.application()), "metadata"), Ok(()));
    site.configure(r#"{"declare_redirect_endpoint": true, "idp_entity_id": "a & b <\"c\">", "name_id_format": "x:y"}"#);
    let xml = site.acme.metadata(&site.application());
    assert_eq!(xmllint(&xml, "metadata"), Ok(()));
    assert!(xmllint(&xml.replace("use=\"signing\"", "use=\"singing\""), "metadata").is_err());
}
