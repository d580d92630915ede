//! A browser for tests: its cookies, and the SP it talks to.

use std::collections::HashMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;
use tower::ServiceExt;
use url::{Url, form_urlencoded};

use crate::app::App;
use crate::hooks::Hooks;
use crate::idp_metadata::tests::metadata;
use crate::manner::Traits;
use crate::response::sample::{BASE_URL, ISSUER, Idp, Sample};
use crate::xml::{self, Element};

/// A browser.
pub struct Browser {
    pub app: App,
    router: Router,
    pub cookies: HashMap<String, String>,
}

impl Browser {
    pub fn new() -> Self {
        Browser::at(&Hooks::SOUND)
    }

    /// At an SP with other hooks.
    pub fn at(hooks: &'static Hooks) -> Self {
        Browser::with(hooks, &Traits::PLAIN)
    }

    /// At an SP with other hooks and a manner.
    pub fn with(hooks: &'static Hooks, manner: &Traits) -> Self {
        let app = App::new(BASE_URL, hooks).unwrap();
        Browser { router: super::router(app.clone(), manner), app, cookies: HashMap::new() }
    }

    /// Another browser at the same SP.
    pub fn another(&self) -> Self {
        Browser { app: self.app.clone(), router: self.router.clone(), cookies: HashMap::new() }
    }

    /// Sends a request and keeps the cookies of the answer.
    pub async fn send(&mut self, mut request: Request) -> Response {
        let pairs: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        request.headers_mut().insert(COOKIE, pairs.join("; ").parse().unwrap());
        let response = self.router.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        response
    }

    pub async fn get(&mut self, path: &str) -> Response {
        self.send(Request::builder().uri(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::builder().method("POST").uri(path);
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn update(&mut self, company: &str, fields: &[(&str, &str)]) -> Response {
        self.post_form(&format!("/settings/sso?company={company}"), fields).await
    }

    /// Sets acme up as the guide does, with further fields.
    pub async fn set_up(&mut self, more: &[(&str, &str)]) {
        let metadata = metadata(Idp::company());
        let fields = [("enabled", "on"), ("allow_idp_initiated", "on"), ("issuer", ISSUER), ("metadata", &metadata)];
        assert_eq!(self.update("acme", &[&fields, more].concat()).await.status(), StatusCode::OK);
    }

    pub async fn start(&mut self, email: &str, next: Option<&str>) -> Response {
        let next = next.map(|next| ("next", next));
        self.post_form("/login/company", &Vec::from_iter([("email", email)].into_iter().chain(next))).await
    }

    pub async fn post(&mut self, response: &Sample, relay_state: Option<&str>) -> Response {
        let packed = STANDARD.encode(&response.xml);
        let relay_state = relay_state.map(|relay_state| ("RelayState", relay_state));
        let fields = Vec::from_iter([("SAMLResponse", packed.as_str())].into_iter().chain(relay_state));
        self.post_form("/saml/acs", &fields).await
    }

    pub async fn me(&mut self) -> (StatusCode, String) {
        text(self.get("/me").await).await
    }

    /// Who is signed in.
    pub async fn user(&mut self) -> Option<String> {
        let (_, page) = self.me().await;
        let user = page.split_once("<p id=\"user\">")?.1;
        Some(user.split_once('<')?.0.to_owned())
    }
}

pub async fn text(response: Response) -> (StatusCode, String) {
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

pub fn location(response: &Response) -> &str {
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    response.headers()[LOCATION].to_str().unwrap()
}

/// ID of the AuthnRequest in a redirect, and its RelayState.
pub fn request(response: &Response) -> (String, String) {
    let url = Url::parse(location(response)).unwrap();
    let query: HashMap<_, _> = url.query_pairs().into_owned().collect();
    let mut inflated = String::new();
    let packed = STANDARD.decode(&query["SAMLRequest"]).unwrap();
    std::io::Read::read_to_string(&mut DeflateDecoder::new(packed.as_slice()), &mut inflated).unwrap();
    let document = xml::parse(&inflated).unwrap();
    let id = Element::root(&document).unwrap().attribute("ID").unwrap().to_owned();
    (id, query["RelayState"].clone())
}
