//! The SP behind a manner.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use url::form_urlencoded;

use super::Memory;
use crate::app::App;
use crate::routes;
use crate::store::Session;

/// More than any form of a page.
const LIMIT: usize = 2 << 20;

/// The SP without its manner; cloning it gives another handle.
#[derive(Clone)]
pub struct PlainSp {
    /// Its state.
    pub app: App,
    router: Router,
    memory: Arc<Mutex<Memory>>,
}

impl PlainSp {
    /// The plain SP with that state.
    pub fn new(app: App) -> Self {
        PlainSp { router: routes::plain(app.clone()), app, memory: Arc::default() }
    }

    /// The same SP, which believes that it is at another address.
    pub fn at(&self, base_url: &str) -> Self {
        let mut app = self.app.clone();
        app.base_url = base_url.into();
        PlainSp { router: routes::plain(app.clone()), app, memory: self.memory.clone() }
    }

    /// What it answers.
    pub async fn answer(&self, request: Request) -> Response {
        // The service of a router cannot fail.
        match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    /// What it answers to the same request at another path and query.
    pub async fn answer_at(&self, path: &str, mut request: Request) -> Response {
        match path.parse::<Uri>() {
            Ok(uri) => *request.uri_mut() = uri,
            Err(_) => return StatusCode::BAD_REQUEST.into_response(),
        }
        self.answer(request).await
    }

    /// What it answers to a form that the same browser posts.
    pub async fn post(&self, headers: &HeaderMap, path: &str, fields: &[(&str, &str)]) -> Response {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = Request::new(Body::from(body));
        *request.method_mut() = Method::POST;
        *request.headers_mut() = headers.clone();
        request.headers_mut().remove(CONTENT_LENGTH);
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(CONTENT_TYPE, form);
        self.answer_at(path, request).await
    }

    /// The session that a request belongs to.
    pub fn session(&self, headers: &HeaderMap) -> Option<Session> {
        routes::session(&self.app, headers)
    }

    /// What manners remember, locked.
    pub fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The fields of a form; none when it cannot be read.
pub async fn fields(request: Request) -> Vec<(String, String)> {
    match to_bytes(request.into_body(), LIMIT).await {
        Ok(body) => form_urlencoded::parse(&body).into_owned().collect(),
        Err(_) => Vec::new(),
    }
}
