//! SSO is set up by an API that takes JSON and a bearer token, and by nothing else.

use axum::body::to_bytes;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use serde_json::{Value, json};

use super::Traits;
use super::shared::{PlainSp, api};

/// The token that the API wants.
const TOKEN: &str = "Bearer only-for-tests";
/// More than any metadata of one IdP, escaped.
const LIMIT: usize = 2 << 20;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            match (request.method().as_str(), request.uri().path()) {
                ("POST", "/api/sso") => {
                    if request.headers().get(AUTHORIZATION).is_none_or(|token| token != TOKEN) {
                        return api::json(StatusCode::UNAUTHORIZED, json!({ "error": "no token, or another one" }));
                    }
                    match to_bytes(request.into_body(), LIMIT).await.map(|body| serde_json::from_slice(&body)) {
                        Ok(Ok(body)) => set_up(&sp, &body).await,
                        _ => api::json(StatusCode::BAD_REQUEST, json!({ "error": "this is not JSON" })),
                    }
                }
                (_, "/settings/sso") => sp.answer_at("/no-such-page", request).await,
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};

async fn set_up(sp: &PlainSp, body: &Value) -> axum::response::Response {
    let text = |key: &str| body[key].as_str().unwrap_or_default();
    let path = format!("/settings/sso?company={}", text("company"));
    let issuer = text("issuer");
    let metadata = text("metadata");
    let fields = [
        ("enabled", "on"),
        ("allow_idp_initiated", "on"),
        ("accepts", body["accepts"].as_str().unwrap_or("assertion")),
        ("issuer", issuer),
        ("metadata", metadata),
    ];
    let answer = sp.post(&Default::default(), &path, &fields).await;
    match answer.status() {
        StatusCode::OK => {
            let connection = json!({ "entity_id": sp.app.entity_id(), "acs": sp.app.acs_url() });
            api::json(StatusCode::CREATED, json!({ "connection": connection }))
        }
        status => api::json(status, json!({ "error": "the settings do not hold" })),
    }
}
