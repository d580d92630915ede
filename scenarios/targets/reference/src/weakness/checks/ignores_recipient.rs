//! A confirmation for another ACS is taken.
//!
//! The Recipient of the bearer confirmation is not looked at.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["recipient"], response, expected), ..Hooks::SOUND };
