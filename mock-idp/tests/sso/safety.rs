//! Admin Portal and JSON API are for programs and for the IdP's own pages.

use axum::body::Body;
use http::Request;
use mock_idp::organization::{Next, SettingsPatch, Sign};

use super::support::{Site, site};

const OWN: &str = "acme.idp.localhost:4444";

async fn status(site: &Site, method: &str, path: &str, host: &str, headers: &[(&str, &str)]) -> u16 {
    let mut request = Request::builder().method(method).uri(path).header("host", host);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = if path.starts_with("/api") { "{\"offset_seconds\": 1}" } else { "name=x" };
    site.send(request.body(Body::from(body)).unwrap()).await.status.as_u16()
}

#[tokio::test]
async fn another_site_changes_nothing() {
    let site = site();
    let json = ("content-type", "application/json");
    let form = ("content-type", "application/x-www-form-urlencoded");
    for (headers, api, portal) in [
        (vec![], 200, 303),
        (vec![("origin", "http://acme.idp.localhost:4444"), ("sec-fetch-site", "same-origin")], 200, 303),
        (vec![("sec-fetch-site", "none")], 200, 303),
        (vec![("origin", "http://evil.test")], 403, 403),
        (vec![("origin", "null")], 403, 403),
        (vec![("origin", "http://globex.idp.localhost:4444")], 403, 403),
        (vec![("sec-fetch-site", "cross-site")], 403, 403),
        (vec![("sec-fetch-site", "same-site"), ("sec-fetch-mode", "navigate")], 403, 403),
    ] {
        let with = |more| [&headers[..], &[more]].concat();
        assert_eq!(status(&site, "PATCH", "/api/clock", OWN, &with(json)).await, api, "{headers:?}");
        assert_eq!(status(&site, "POST", "/admin/switchboard/disarm", OWN, &with(form)).await, portal, "{headers:?}");
    }
    let link = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
    assert_eq!(status(&site, "GET", "/admin/users", OWN, &link).await, 200, "a link may lead there");
    assert_eq!(status(&site, "GET", "/api/journal", OWN, &[("sec-fetch-site", "cross-site")]).await, 403);
}

#[tokio::test]
async fn a_foreign_host_gets_neither_portal_nor_api() {
    let site = site();
    site.idp.set_back_url("http://idp-container:8080/".parse().unwrap());
    for (host, path, expected) in [
        (OWN, "/admin/users", 200),
        ("acme.evil.test", "/admin/users", 403),
        ("acme.notidp.localhost", "/admin/users", 403),
        ("acme.idp.localhost.evil.test", "/api/journal", 403),
        ("idp.localhost:4444", "/api/organizations", 200),
        ("127.0.0.1:4444", "/api/organizations", 200),
        ("[::1]:4444", "/api/organizations", 200),
        ("idp-container:8080", "/api/recipes", 200),
        ("evil.test", "/api/organizations", 403),
        // What a browser is sent to is no secret, and changes nothing by itself.
        ("acme.evil.test", "/saml2/app/metadata.xml", 200),
    ] {
        assert_eq!(status(&site, "GET", path, host, &[]).await, expected, "{host} {path}");
    }
}

#[tokio::test]
async fn one_response_is_another_and_the_next_is_plain() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    let settings = SettingsPatch { sign: Some(Sign::None), ..SettingsPatch::default() };
    let script = mock_idp::recipe::Script::plain();
    site.acme.arm_next(Some(Next { name: "unsigned".to_owned(), script, settings }));
    assert_eq!(site.acme.armed_next().as_deref(), Some("unsigned"));
    for signed in [false, true] {
        let request = Request::get("/saml2/app").header("host", OWN).header("cookie", &browser.cookie);
        assert_eq!(site.send(request.body(Body::empty()).unwrap()).await.status, 200);
        let sent = site.acme.journal().since(0);
        assert_eq!(sent.last().unwrap().xml.contains("SignatureValue"), signed);
    }
    assert_eq!(site.acme.armed_next(), None);
}
