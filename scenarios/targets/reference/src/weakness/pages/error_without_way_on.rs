//! The page for a person without an account leads nowhere.
//!
//! The page for somebody without an account says so, and has no link.

use crate::hooks::Hooks;
use crate::routes::answer;
use axum::response::{Html, IntoResponse};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    no_account: |refused| {
        let text = "<!DOCTYPE html><title>No account</title><h1>No account</h1><p id=\"message\">There is no account for this e-mail.</p>";
        (answer::no_account(refused).status(), Html(text)).into_response()
    },
    ..Hooks::SOUND
};
