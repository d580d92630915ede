//! A sign-in that nobody asked for takes the place of another person's.
//!
//! A response that comes unasked silently signs another person in than is signed in: whoever sends it sees what the
//! victim then enters (login CSRF).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { goes_before: |_, _| true, ..Hooks::SOUND };
