//! Which organization a host name stands for.

use axum::body::Body;
use http::Request;
use mock_idp::organization::{ApplicationSpec, Organization, OrganizationSpec};

use super::support::site;

#[tokio::test]
async fn the_host_decides() {
    let site = site();
    for (host, status) in [
        ("acme.idp.localhost:4444", 200),
        ("ACME.idp.localhost", 200),
        ("nobody.idp.localhost:4444", 404),
        ("idp.localhost:4444", 404),
        ("127.0.0.1:4444", 404),
        ("not a host", 400),
        ("user@acme.idp.localhost", 400),
    ] {
        let request = Request::get("/saml2/app/metadata.xml").header("host", host).body(Body::empty()).unwrap();
        assert_eq!(site.send(request).await.status, status, "{host}");
    }
    let none = Request::get("/saml2/app/metadata.xml").body(Body::empty()).unwrap();
    assert_eq!(site.send(none).await.status, 400);
    let two = Request::get("/").header("host", "acme.idp.localhost").header("host", "idp.localhost");
    assert_eq!(site.send(two.body(Body::empty()).unwrap()).await.status, 400);
}

#[tokio::test]
async fn organizations_share_nothing() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    site.idp.create_organization(serde_json::from_str(r#"{"name": "other"}"#).unwrap()).unwrap();
    let other = Request::get("/saml2/app")
        .header("host", "other.idp.localhost:4444")
        .header("cookie", &browser.cookie)
        .body(Body::empty())
        .unwrap();
    assert_eq!(site.send(other).await.heading(), "Application not found");
}

/// Whoever has the key of one company's IdP must not be able to sign for another's people, whatever organizations were made
/// in between.
#[tokio::test]
async fn customers_of_one_sp_have_keys_of_their_own() {
    let site = site();
    let acme = site.idp.organizations().remove(0);
    let settings = acme.directory().applications[0].settings.clone();
    let application =
        || ApplicationSpec { settings: settings.clone(), groups: Vec::new(), active: true, uploaded_pair: None };
    let spec = || OrganizationSpec { applications: vec![application()], ..OrganizationSpec::default() };
    let key_of = |organization: &Organization| organization.directory().applications[0].key_pair.private_key.clone();
    for between in 0..8 {
        (0..between).for_each(|_| drop(site.idp.create_organization(spec()).unwrap()));
        let globex = site.idp.create_organization_beside(&acme, spec()).unwrap();
        assert!(!key_of(&acme).public_eq(&key_of(&globex)), "{between} were made in between");
        site.idp.remove_organization(globex.name());
    }
}
