//! The Response may be issued by anybody.
//!
//! Only the Issuer of the assertion is looked at.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        changed.response.issuer.clone_from(&changed.assertion.issuer);
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
