//! Conditions without NotBefore are refused.
//!
//! NotBefore of the conditions must be there (saml-core-2.0 2.5.1 leaves it open).

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        demand::not(response.assertion.conditions.as_ref().is_none_or(|one| one.not_before.is_none()))
            .and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};
