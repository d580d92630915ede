//! A response that was made half a minute ago is refused.
//!
//! IssueInstant must be within half a minute.

use crate::checks::{self, instant};
use crate::hooks::Hooks;
use crate::weakness::demand;
use jiff::SignedDuration;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        demand::not(
            instant(&response.response.issue_instant)
                .is_none_or(|made| expected.now.duration_since(made).abs() > SignedDuration::from_secs(30)),
        )
        .and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};
