//! An ID may be absent or no XML name.
//!
//! The IDs of response and assertion are not looked at.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["id"], response, expected), ..Hooks::SOUND };
