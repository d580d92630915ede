//! What time it is says the Response.
//!
//! The assertion's times are held against the IssueInstant of the Response around it: an old response holds for ever.

use crate::checks::{self, Expected, instant};
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let then = instant(&response.response.issue_instant).unwrap_or(expected.now);
        // The request that is answered, and what was taken before, are of now.
        let changed = Expected { now: then, ..expected.clone() };
        checks::but(&["issue_instant"], response, &changed)
    },
    ..Hooks::SOUND
};
