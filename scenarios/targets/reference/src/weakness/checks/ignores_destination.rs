//! A response for another address is taken.
//!
//! The Destination is not looked at.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["destination"], response, expected), ..Hooks::SOUND };
