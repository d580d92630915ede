//! A restriction with two audiences is refused.
//!
//! Of several audiences one is enough (saml-core-2.0 2.5.1.4); here there must be one.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        demand::not(
            response.assertion.conditions.iter().flat_map(|one| &one.audience_restrictions).any(|one| one.len() > 1),
        )
        .and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};
