//! An assertion that ends within two minutes is refused.
//!
//! The assertion has to hold for two minutes more.

use jiff::SignedDuration;

use crate::checks::{self, instant};
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let end = response.assertion.conditions.as_ref().and_then(|one| instant(one.not_on_or_after.as_deref()?));
        let soon = end.is_some_and(|end| end.duration_since(expected.now) < SignedDuration::from_mins(2));
        demand::not(soon).and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};
