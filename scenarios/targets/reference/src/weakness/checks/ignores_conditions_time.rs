//! Conditions that are over or yet to come pass.
//!
//! NotBefore and NotOnOrAfter of the conditions are not looked at.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        if let Some(conditions) = &mut changed.assertion.conditions {
            conditions.not_before = None;
            conditions.not_on_or_after = None;
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
