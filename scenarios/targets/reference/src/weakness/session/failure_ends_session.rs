//! A response that is refused signs out who is signed in.
//!
//! A response that does not hold ends the session of the browser it came from.

use crate::cookies;
use crate::hooks::Hooks;
use crate::routes::answer;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        let browser = cookies::value(&refused.arrival.headers, cookies::BROWSER).unwrap_or_default();
        refused.app.store().end_all_in(&browser);
        (AppendHeaders([(SET_COOKIE, cookies::no_session())]), answer::refused(refused)).into_response()
    },
    ..Hooks::SOUND
};
