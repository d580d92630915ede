//! A confirmation may hold for years.
//!
//! However far off NotOnOrAfter of the confirmation is, it is taken.

use crate::checks::{self, instant};
use crate::hooks::Hooks;
use jiff::SignedDuration;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        let soon = expected.now + SignedDuration::from_mins(5);
        for end in changed.assertion.confirmations.iter_mut().filter_map(|one| one.not_on_or_after.as_mut()) {
            if instant(end).is_some_and(|end| end > soon) {
                *end = soon.to_string();
            }
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
