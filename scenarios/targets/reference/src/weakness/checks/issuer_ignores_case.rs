//! The Issuer is compared without regard to case.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        for issuer in [&mut changed.response.issuer, &mut changed.assertion.issuer].into_iter().flatten() {
            if issuer.value.eq_ignore_ascii_case(expected.issuer) {
                expected.issuer.clone_into(&mut issuer.value);
            }
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
