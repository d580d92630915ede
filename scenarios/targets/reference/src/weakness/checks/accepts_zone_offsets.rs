//! A time with an offset, or without a zone, is read as if it were UTC.
//!
//! Whatever zone a time has is cut off: `+02:00` lengthens the validity (saml-core-2.0 1.3.3).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        let as_utc = |time: &mut Option<String>| {
            if let Some(time) = time.as_mut().filter(|time| time.len() >= 19 && time.is_char_boundary(19)) {
                time.truncate(19);
                time.push('Z');
            }
        };
        if let Some(conditions) = &mut changed.assertion.conditions {
            as_utc(&mut conditions.not_before);
            as_utc(&mut conditions.not_on_or_after);
        }
        changed.assertion.confirmations.iter_mut().for_each(|one| as_utc(&mut one.not_on_or_after));
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
