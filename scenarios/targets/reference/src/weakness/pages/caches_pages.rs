//! Nothing is said of caching: after sign-out the back button shows the page.

use crate::hooks::Hooks;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    every_answer: |mut answer| {
        answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600"));
        answer
    },
    ..Hooks::SOUND
};
