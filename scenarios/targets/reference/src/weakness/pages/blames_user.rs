//! A refusal says that the person did something wrong.
//!
//! The page for a refused response blames whoever sees it for what an administrator set up.

use crate::hooks::Hooks;
use crate::pages;
use crate::routes::answer;
use axum::response::IntoResponse;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        let text = "You have entered wrong data. Your attempt was recorded.";
        (answer::refused(refused).status(), pages::message("Your mistake", text)).into_response()
    },
    ..Hooks::SOUND
};
