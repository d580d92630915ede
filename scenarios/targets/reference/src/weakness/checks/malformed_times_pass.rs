//! A time that cannot be read does not limit anything.
//!
//! A time that is not one counts as no limit (saml-core-2.0 1.3.3).

use crate::checks::{self, instant};
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        let unreadable = |time: &Option<String>| time.as_deref().is_some_and(|time| instant(time).is_none());
        if let Some(conditions) = &mut changed.assertion.conditions {
            conditions.not_before.take_if(|time| instant(time).is_none());
            conditions.not_on_or_after.take_if(|time| instant(time).is_none());
        }
        for confirmation in changed.assertion.confirmations.iter_mut().filter(|one| unreadable(&one.not_on_or_after)) {
            confirmation.not_on_or_after = Some(expected.now.to_string());
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
