//! Only a form with its token signs out, and a GET of the address is answered 405.

use axum::http::header::ALLOW;
use axum::http::{Method, StatusCode};
use axum::response::IntoResponse;

use super::Traits;
use super::shared::sign_out;
use crate::hooks::Hooks;
use crate::pages;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks { way_out: sign_out::form, ..hooks },
    answer: |sp, request| {
        Box::pin(async move {
            match (request.method(), request.uri().path()) {
                (&Method::POST, "/logout") => sign_out::by_form(&sp, request).await,
                (_, "/logout") => {
                    let page = pages::message("Method not allowed", "Sign out by the button.");
                    (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "POST")], page).into_response()
                }
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};
