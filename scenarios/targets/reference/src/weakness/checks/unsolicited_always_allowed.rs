//! A response may come unasked although the settings forbid it.
//!
//! The setting that forbids sign-in begun at the identity provider does nothing.

use crate::checks::{self, Expected};
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let changed = Expected { allow_idp_initiated: true, ..expected.clone() };
        checks::all(response, &changed)
    },
    ..Hooks::SOUND
};
