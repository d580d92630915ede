//! A response that comes unasked is refused whatever the settings say.
//!
//! The setting that allows sign-in begun at the identity provider does nothing.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        demand::not(response.response.in_response_to.is_none()).and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};
