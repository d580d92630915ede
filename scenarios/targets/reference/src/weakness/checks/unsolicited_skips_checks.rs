//! A response that came unasked is not held against audience, recipient and time.
//!
//! Those checks stand where a request is answered; nothing is answered here.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::checks::WHERE_AND_WHEN;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let names = if response.response.in_response_to.is_none() { WHERE_AND_WHEN } else { &[] };
        checks::but(names, response, expected)
    },
    ..Hooks::SOUND
};
