//! An assertion that came encrypted is not held against audience, recipient and time.
//!
//! The checks are done on what came, and that was unreadable.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::checks::WHERE_AND_WHEN;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let names = if response.encrypted { WHERE_AND_WHEN } else { &[] };
        checks::but(names, response, expected)
    },
    ..Hooks::SOUND
};
