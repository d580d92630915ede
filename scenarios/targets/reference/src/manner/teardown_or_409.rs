//! A connection is made by an API, once: where there is one, it must be taken away first, or a 409 is the answer.

use axum::body::to_bytes;
use axum::http::StatusCode;
use serde_json::json;

use super::Traits;
use super::shared::api;
use crate::people;

/// More than any metadata of one IdP.
const LIMIT: usize = 1 << 20;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            let path = request.uri().path().to_owned();
            let Some(company) = path.strip_prefix("/api/sso/") else {
                return match path.as_str() {
                    "/settings/sso" => sp.answer_at("/no-such-page", request).await,
                    _ => sp.answer(request).await,
                };
            };
            let Some(company) = people::company(company) else {
                return api::json(StatusCode::NOT_FOUND, json!({ "error": "no such company" }));
            };
            let present = { sp.app.store().settings.contains_key(company.name) };
            match (request.method().as_str(), present) {
                ("DELETE", _) => {
                    sp.app.store().settings.remove(company.name);
                    api::json(StatusCode::OK, json!({}))
                }
                ("POST", true) => api::json(StatusCode::CONFLICT, json!({ "error": "there is a connection already" })),
                ("POST", false) => {
                    let query = request.uri().query().unwrap_or_default().to_owned();
                    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
                    let issuer = pairs.find(|(name, _)| name == "issuer").map(|(_, issuer)| issuer).unwrap_or_default();
                    let metadata = to_bytes(request.into_body(), LIMIT).await.unwrap_or_default();
                    let metadata = String::from_utf8_lossy(&metadata);
                    let fields = [
                        ("enabled", "on"),
                        ("allow_idp_initiated", "on"),
                        ("issuer", &*issuer),
                        ("metadata", &*metadata),
                    ];
                    let path = format!("/settings/sso?company={}", company.name);
                    match sp.post(&Default::default(), &path, &fields).await.status() {
                        StatusCode::OK => api::json(StatusCode::CREATED, json!({})),
                        status => api::json(status, json!({ "error": "the settings do not hold" })),
                    }
                }
                _ => api::json(StatusCode::METHOD_NOT_ALLOWED, json!({ "error": "POST or DELETE" })),
            }
        })
    },
    ..Traits::PLAIN
};
