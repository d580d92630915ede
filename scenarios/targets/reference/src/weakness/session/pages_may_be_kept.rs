//! Pages of a signed-in person may be kept by the browser, and come out of its history after sign-out.

use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    every_answer: |mut response| {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=600"));
        response
    },
    ..Hooks::SOUND
};
