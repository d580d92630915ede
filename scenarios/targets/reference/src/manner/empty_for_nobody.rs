//! Nobody is shown the page of people, with the place for their name there and empty.

use axum::response::IntoResponse;
use maud::html;

use super::Traits;
use crate::pages;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    answer: |sp, request| {
        Box::pin(async move {
            let is_nobody = sp.session(request.headers()).is_none();
            match (request.method().as_str(), request.uri().path()) {
                ("GET", "/me") if is_nobody => {
                    let body =
                        html! { p id="name" {} p id="user" {} p { a href="/login/company" { "Company Login" } } };
                    pages::page("Your account", &body).into_response()
                }
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};
