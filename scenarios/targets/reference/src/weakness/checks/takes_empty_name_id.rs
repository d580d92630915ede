//! A subject without a name signs in by its attributes.
//!
//! The NameID may be empty or absent.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["subject"], response, expected), ..Hooks::SOUND };
