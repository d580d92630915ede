//! The clocks may differ by 23 hours.
//!
//! The allowance for clocks that differ is 23 hours, so that what is long over still holds.

use crate::checks::{self, instant};
use crate::hooks::Hooks;
use jiff::SignedDuration;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let later = |time: &mut Option<String>, hours| {
            let moved = time.as_deref().and_then(instant).map(|time| time + SignedDuration::from_hours(hours));
            *time = moved.map(|time| time.to_string()).or(time.take());
        };
        let mut changed = response.clone();
        if let Some(conditions) = &mut changed.assertion.conditions {
            later(&mut conditions.not_before, -23);
            later(&mut conditions.not_on_or_after, 23);
        }
        changed.assertion.confirmations.iter_mut().for_each(|one| later(&mut one.not_on_or_after, 23));
        checks::but(&["issue_instant"], &changed, expected)
    },
    ..Hooks::SOUND
};
