//! The response may answer another request than the confirmation.
//!
//! InResponseTo of the response is not looked at, that of the bearer confirmation is.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        let confirmed = changed.assertion.confirmations.first().and_then(|one| one.in_response_to.clone());
        changed.response.in_response_to = confirmed;
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
