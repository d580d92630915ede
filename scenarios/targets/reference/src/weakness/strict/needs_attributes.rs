//! An assertion without attributes is refused.
//!
//! There must be attributes, although the NameID tells who it is.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        demand::not(response.assertion.attributes.is_empty()).and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};
