//! A response posted to any path is taken, not to the Assertion Consumer Service alone.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { acs_anywhere: true, ..Hooks::SOUND };
