//! A Response without Issuer is refused, signed or not.
//!
//! The Response must name its Issuer even where nobody signed it.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        demand::not(response.response.issuer.is_none()).and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};
