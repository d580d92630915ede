//! A confirmation without NotOnOrAfter passes.
//!
//! A missing NotOnOrAfter of the bearer confirmation counts as one that is yet to come.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        for confirmation in &mut changed.assertion.confirmations {
            confirmation.not_on_or_after.get_or_insert_with(|| expected.now.to_string());
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
