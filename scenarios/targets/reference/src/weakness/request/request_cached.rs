//! The answer with an AuthnRequest may be kept.
//!
//! Caches may keep the redirect, and send an old request again (saml-bindings-2.0 3.4.5.1).

use crate::hooks::Hooks;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_answer: |mut answer| {
        answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
        answer
    },
    ..Hooks::SOUND
};
