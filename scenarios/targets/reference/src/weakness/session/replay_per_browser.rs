//! What one browser has used, another may use again.
//!
//! What was taken is remembered by browser: a stolen response works in the thief's.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { replay_key: |response, browser| format!("{browser} {}", response.assertion.id), ..Hooks::SOUND };
