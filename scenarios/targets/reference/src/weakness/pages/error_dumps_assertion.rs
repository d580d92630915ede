//! A refusal shows the response.
//!
//! The page for a refused response holds it, with whatever is in it.

use crate::hooks::Hooks;
use crate::pages;
use crate::routes::answer;
use axum::response::IntoResponse;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        let xml = refused.xml.unwrap_or_default();
        (answer::refused(refused).status(), pages::message("Sign-in failed", xml)).into_response()
    },
    ..Hooks::SOUND
};
