//! An Issuer of any Format passes.
//!
//! The Format of the Issuer is not looked at (saml-profiles-2.0 4.1.4.2).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        for issuer in [&mut changed.response.issuer, &mut changed.assertion.issuer].into_iter().flatten() {
            issuer.format = None;
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
