//! The page for a refused response tells whoever sent it how far it came.

use crate::hooks::Hooks;
use crate::pages;
use crate::routes::answer;
use axum::response::IntoResponse;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        let text = format!("The check {} failed: {}", refused.refusal.check, refused.refusal.reason);
        (answer::refused(refused).status(), pages::message("Sign-in failed", &text)).into_response()
    },
    ..Hooks::SOUND
};
