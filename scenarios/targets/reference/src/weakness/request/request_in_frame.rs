//! The IdP is opened in a frame.
//!
//! Company Login shows the identity provider in a frame of its own page.

use crate::hooks::Hooks;
use crate::pages;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use maud::html;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_answer: |answer| {
        let location = answer.headers().get(LOCATION).and_then(|location| location.to_str().ok()).map(str::to_owned);
        match location {
            Some(location) => pages::page("Company Login", &html! { iframe src=(location) {} }).into_response(),
            None => answer,
        }
    },
    ..Hooks::SOUND
};
