//! The page after sign-in is the answer to the POST, and reloading it signs out.
//!
//! The browser stays at the Assertion Consumer Service: a reload posts the response once more, as a replay, and that ends
//! the session.

use axum::response::IntoResponse;

use super::double_click_fails;
use crate::hooks::Hooks;
use crate::pages;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    landed: |_| pages::message("Signed in", "You are signed in.").into_response(),
    ..double_click_fails::HOOKS
};
