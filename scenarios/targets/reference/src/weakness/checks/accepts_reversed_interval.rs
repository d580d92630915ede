//! Conditions that end before they begin pass.
//!
//! Conditions whose NotBefore is later than their NotOnOrAfter are judged by the end alone.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        if let Some(conditions) = &mut changed.assertion.conditions
            && conditions.not_on_or_after.as_ref().is_some_and(|end| conditions.not_before.as_ref() >= Some(end))
        {
            conditions.not_before = None;
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
