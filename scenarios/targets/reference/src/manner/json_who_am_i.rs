//! Who is signed in is told by JSON alone, `{"user":null}` for nobody.

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
                ("GET", "/api/me") => {
                    let person = session.map(|session| session.person);
                    let user = person.map(|person| json!({ "email": person.email, "name": person.name }));
                    api::json(StatusCode::OK, json!({ "user": user }))
                }
                ("GET", "/me") => pages::message("Welcome", "This page is the same for everybody.").into_response(),
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};
