//! The Issuer may be anybody.
//!
//! The Issuer of response and assertion is not looked at.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["issuer"], response, expected), ..Hooks::SOUND };
