//! A refusal is a blank page.
//!
//! The answer to a refused response has no body.

use crate::hooks::Hooks;
use crate::routes::answer;
use axum::response::IntoResponse;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { refused: |refused| answer::refused(refused).status().into_response(), ..Hooks::SOUND };
