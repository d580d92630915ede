//! Who is signed in is told by JSON alone, and nobody by a 401.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::json;

use super::Traits;
use super::shared::api;
use crate::pages;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            let session = sp.session(request.headers());
            match (request.method().as_str(), request.uri().path()) {
                ("GET", "/api/me") => match session {
                    Some(session) => api::json(StatusCode::OK, json!({ "email": session.person.email })),
                    None => api::json(StatusCode::UNAUTHORIZED, json!({ "error": "not signed in" })),
                },
                ("GET", "/me") => pages::message("Welcome", "This page is the same for everybody.").into_response(),
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};
