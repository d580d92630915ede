//! An attribute with several values is refused.
//!
//! Attributes other than groups must have one value.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        demand::not(response.assertion.attributes.iter().any(|one| one.values.len() > 1 && one.name != "memberOf"))
            .and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};
