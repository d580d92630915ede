//! An empty InResponseTo counts as none.
//!
//! An empty InResponseTo makes a response one that comes unasked.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        let all = changed.assertion.confirmations.iter_mut().map(|one| &mut one.in_response_to);
        for said in all.chain([&mut changed.response.in_response_to]) {
            *said = said.take().filter(|said| !said.is_empty());
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
