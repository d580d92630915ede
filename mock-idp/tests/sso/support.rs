//! An IdP with one organization, and just enough of a browser to walk through it.

use std::io::Write;
use std::sync::{Arc, LazyLock};

use axum::body::Body;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::{Compression, write::DeflateEncoder};
use http::{Request, StatusCode};
use mock_idp::MockIdp;
use mock_idp::organization::{Application, KeyPair, KeyPool, Organization, OrganizationSpec, SettingsPatch};
use tower::ServiceExt;

/// Keys of all tests of this binary: made once.
pub(crate) static KEYS: LazyLock<KeyPool> = LazyLock::new(|| KeyPool::new(2048, None));

/// An SP's key pair.
pub(crate) static SP_PAIR: LazyLock<Arc<KeyPair>> = LazyLock::new(|| KeyPool::new(2048, None).issue("sp").unwrap());

/// A key pair that belongs to nobody here.
pub(crate) static FOREIGN_PAIR: LazyLock<Arc<KeyPair>> =
    LazyLock::new(|| KeyPool::new(2048, None).issue("sp").unwrap());

pub(crate) const ACS: &str = "http://sp.test/acs";
pub(crate) const SP: &str = "http://sp.test/metadata";

pub(crate) struct Site {
    pub(crate) idp: MockIdp,
    pub(crate) acme: Organization,
}

/// A page as a browser gets it.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) cookie: String,
    pub(crate) cache_control: String,
    pub(crate) body: String,
}

/// The organization `acme`: employee (bound), outsider (not bound), staged; application "App".
pub(crate) fn site() -> Site {
    let spec: OrganizationSpec = serde_json::from_str(
        r#"{
            "name": "acme",
            "groups": [{"name": "staff"}, {"name": "others"}, {"name": "readers & writers"}],
            "users": [
                {"first_name": "Erin", "last_name": "O'Neil", "company_email": "employee@acme.test", "password": "pw",
                 "groups": ["staff", "others", "readers & writers"], "description": "<likes> & 'quotes'"},
                {"company_email": "outsider@acme.test", "password": "pw", "groups": ["others"]}
            ],
            "applications": [{
                "groups": ["staff", "readers & writers"],
                "settings": {"display_label": "App", "idp_entity_id": "acme-idp", "sp_entity_id": "http://sp.test/metadata",
                             "acs_urls": ["http://sp.test/acs", "http://sp.test/other-acs"], "sign": "assertion"}
            }]
        }"#,
    )
    .unwrap();
    let idp = MockIdp::new("http://idp.localhost:4444/".parse().unwrap(), KEYS.clone());
    let acme = idp.create_organization(spec).unwrap();
    Site { idp, acme }
}

impl Site {
    pub(crate) async fn send(&self, request: Request<Body>) -> Page {
        let response = mock_idp::app(self.idp.clone()).oneshot(request).await.unwrap();
        page(response).await
    }

    pub(crate) fn application(&self) -> Application {
        self.acme.directory().applications[0].clone()
    }

    pub(crate) fn configure(&self, patch: &str) {
        let patch: SettingsPatch = serde_json::from_str(patch).unwrap();
        assert!(self.acme.configure("App", &patch));
    }

    /// One browser, nobody logged in yet.
    pub(crate) fn browser(&self) -> Browser {
        Browser { app: mock_idp::app(self.idp.clone()), cookie: String::new() }
    }

    /// A browser in which `user` has logged in at the User Portal.
    pub(crate) async fn browser_of(&self, user: &str) -> Browser {
        let mut browser = self.browser();
        browser.log_in(user, "").await;
        browser
    }
}

/// Requests to `acme` with the session cookie, over one router.
pub(crate) struct Browser {
    app: axum::Router,
    pub(crate) cookie: String,
}

impl Browser {
    pub(crate) async fn get(&self, path: &str) -> Page {
        let path = path.strip_prefix("http://acme.idp.localhost:4444").unwrap_or(path);
        self.send(Request::get(path), Body::empty()).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.send(request, Body::from(body)).await
    }

    async fn send(&self, request: http::request::Builder, body: Body) -> Page {
        let request = request.header("host", "acme.idp.localhost:4444").header("cookie", &self.cookie);
        page(self.app.clone().oneshot(request.body(body).unwrap()).await.unwrap()).await
    }

    pub(crate) async fn log_in(&mut self, user: &str, next: &str) -> Page {
        let page =
            self.post("/userconsole/login/password", &[("email", user), ("password", "pw"), ("next", next)]).await;
        assert!(page.cookie.contains('='), "{page:?}");
        self.cookie = page.cookie.split(';').next().unwrap().to_owned();
        page
    }
}

async fn page(response: http::Response<Body>) -> Page {
    let header =
        |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (location, cookie, cache_control) = (header("location"), header("set-cookie"), header("cache-control"));
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), 16 << 20).await.unwrap();
    Page { status, location, cookie, cache_control, body: String::from_utf8(body.to_vec()).unwrap() }
}

impl Page {
    /// The value of the hidden field `name`.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let start = format!(r#"name="{name}" value=""#);
        let rest = &self.body[self.body.find(&start)? + start.len()..];
        Some(unescape(rest.split('"').next()?))
    }

    /// The decoded SAMLResponse.
    pub(crate) fn response(&self) -> String {
        let field = self.field("SAMLResponse").unwrap_or_else(|| panic!("no response in {self:?}"));
        String::from_utf8(STANDARD.decode(field).unwrap()).unwrap()
    }

    /// Where the form goes.
    pub(crate) fn action(&self) -> String {
        unescape(self.body.split(r#"action=""#).nth(1).unwrap().split('"').next().unwrap())
    }

    pub(crate) fn heading(&self) -> &str {
        self.body.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next()).unwrap_or_default()
    }

    pub(crate) fn error(&self) -> String {
        let rest = self.body.split(r#"id="error">"#).nth(1).unwrap_or_default();
        unescape(rest.split("</p>").next().unwrap_or_default())
    }
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// An AuthnRequest; `attributes` are added to it.
pub(crate) fn authn_request(attributes: &str) -> String {
    authn_request_of(SP, attributes)
}

pub(crate) fn authn_request_of(issuer: &str, attributes: &str) -> String {
    format!(
        concat!(
            r#"<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_request" Version="2.0" "#,
            r#"IssueInstant="2026-01-01T00:00:00Z" {}>"#,
            r#"<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{}</saml:Issuer></samlp:AuthnRequest>"#
        ),
        attributes, issuer
    )
}

pub(crate) fn deflated(octets: &[u8]) -> String {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(octets).unwrap();
    STANDARD.encode(encoder.finish().unwrap())
}

pub(crate) fn percent(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// `/saml2/app` with the request by the redirect binding.
pub(crate) fn redirect(xml: &str) -> String {
    format!("/saml2/app?SAMLRequest={}", percent(&deflated(xml.as_bytes())))
}
