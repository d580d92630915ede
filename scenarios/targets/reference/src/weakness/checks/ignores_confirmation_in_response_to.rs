//! The confirmation may answer another request than the response.
//!
//! InResponseTo of the bearer confirmation is not looked at.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        let in_response_to = changed.response.in_response_to.clone();
        for confirmation in &mut changed.assertion.confirmations {
            confirmation.in_response_to.clone_from(&in_response_to);
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
