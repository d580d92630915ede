//! A response that says it failed signs somebody in.
//!
//! The StatusCode is not looked at.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["status"], response, expected), ..Hooks::SOUND };
