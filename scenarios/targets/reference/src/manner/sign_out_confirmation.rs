//! Whoever wants to sign out is asked once more.

use axum::http::Method;
use axum::response::IntoResponse;

use super::Traits;
use super::shared::sign_out;
use crate::pages;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            match (request.method(), request.uri().path(), sp.session(request.headers())) {
                (&Method::POST, "/logout", _) => sign_out::by_form(&sp, request).await,
                (_, "/logout", Some(session)) => {
                    pages::page("Do you want to sign out?", &sign_out::form(&session)).into_response()
                }
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};
