//! The clocks may not differ at all.
//!
//! Conditions and confirmation are judged to the second.

use crate::checks::{self, instant};
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        demand::not({
            let late = |time: &Option<String>| time.as_deref().and_then(instant).is_some_and(|end| end <= expected.now);
            let conditions = response.assertion.conditions.as_ref();
            let early = conditions
                .and_then(|one| instant(one.not_before.as_deref()?))
                .is_some_and(|start| start > expected.now);
            early
                || conditions.is_some_and(|one| late(&one.not_on_or_after))
                || response.assertion.confirmations.iter().any(|one| late(&one.not_on_or_after))
        })
        .and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};
