//! What was taken is forgotten when its time is over, and taken for minutes after that.
//!
//! What was taken is remembered until NotOnOrAfter. That the clocks may differ lets it in once more thereafter.

use crate::checks::{self, instant};
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let bearer = checks::bearer(response, expected);
        let end = bearer.and_then(|bearer| instant(bearer.not_on_or_after.as_deref()?));
        let names: &[&str] = if end.is_some_and(|end| end < expected.now) { &["replay"] } else { &[] };
        checks::but(names, response, expected)
    },
    ..Hooks::SOUND
};
