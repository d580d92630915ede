//! The form of Company Login is in a frame.

use axum::response::{Html, IntoResponse};
use maud::html;

use super::Traits;
use super::shared::login;
use crate::hooks::Hooks;
use crate::pages;

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        company_login: |next, error| {
            let form = login::with_next("/login/form", next);
            login::page(error, &html! { iframe id="login" src=(form) title="Company Login" {} })
        },
        ..hooks
    },
    answer: |sp, request| {
        Box::pin(async move {
            match (request.method().as_str(), request.uri().path()) {
                ("GET", "/login/form") => {
                    let next = login::next(request.uri());
                    let page = pages::company_login(next.as_deref(), None).0;
                    Html(page.replace("<form ", "<form target=\"_top\" ")).into_response()
                }
                _ => sp.answer(request).await,
            }
        })
    },
    ..Traits::PLAIN
};
