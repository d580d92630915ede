//! Conditions that are yet to come pass.
//!
//! NotBefore of the conditions is not looked at.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        if let Some(conditions) = &mut changed.assertion.conditions {
            conditions.not_before = None;
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
