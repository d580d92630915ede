//! Conditions that are not understood do not matter.
//!
//! Conditions that are not understood are passed over (saml-core-2.0 2.5.1: the assertion is not valid then).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        if let Some(conditions) = &mut changed.assertion.conditions {
            conditions.unknown.clear();
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
