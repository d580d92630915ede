//! A bearer confirmation may have a NotBefore.
//!
//! NotBefore of the bearer confirmation is not looked at (saml-profiles-2.0 4.1.4.2 forbids it).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        for confirmation in &mut changed.assertion.confirmations {
            confirmation.not_before = None;
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
