//! Answers of the Assertion Consumer Service may be kept.
//!
//! Caches may keep what the Assertion Consumer Service answers (saml-bindings-2.0 3.5.5.1).

use crate::hooks::Hooks;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    acs_answer: |mut answer| {
        answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
        answer
    },
    ..Hooks::SOUND
};
