//! A request that is not known here counts as none.
//!
//! A response to a request that this SP never sent is taken as one that comes unasked (saml-profiles-2.0 4.1.5).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        if changed.response.in_response_to.as_ref().is_some_and(|id| !expected.pending.contains_key(id)) {
            changed.response.in_response_to = None;
            changed.assertion.confirmations.iter_mut().for_each(|one| one.in_response_to = None);
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
