//! Blanks around the Issuer do not count.
//!
//! The Issuer is compared without the blanks around it.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        for issuer in [&mut changed.response.issuer, &mut changed.assertion.issuer].into_iter().flatten() {
            issuer.value = issuer.value.trim().to_owned();
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
