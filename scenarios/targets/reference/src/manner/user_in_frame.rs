//! The address is in a frame of the page.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use maud::html;

use super::Traits;
use crate::hooks::Hooks;
use crate::pages;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks { who: |_| html! { iframe id="account" src="/account" title="Account" {} }, ..hooks },
    answer: |sp, request| {
        Box::pin(async move {
            match (request.method().as_str(), request.uri().path(), sp.session(request.headers())) {
                ("GET", "/account", Some(session)) => pages::page("Account", &pages::who(&session)).into_response(),
                ("GET", "/account", None) => {
                    (StatusCode::UNAUTHORIZED, pages::signed_out("Nobody is signed in")).into_response()
                }
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};
