//! Which organization a host name stands for.

use axum::body::Body;
use http::Request;

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
