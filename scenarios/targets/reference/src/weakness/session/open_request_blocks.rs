//! Nobody can begin anew while an earlier request of the browser is open.
//!
//! Whoever has begun to sign in has to finish it, and cannot when the page of the IdP is gone.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use jiff::Timestamp;

use crate::hooks::Hooks;
use crate::pages;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    start: |app, _, browser| {
        let is_open = !app.store().open_requests(browser, Timestamp::now()).is_empty();
        let page = || pages::message("Please wait", "You are signing in already.");
        is_open.then(|| (StatusCode::CONFLICT, page()).into_response())
    },
    ..Hooks::SOUND
};
