//! Where the Response alone is signed, audience, recipient and time are not looked at.
//!
//! The checks are done where the signature of the assertion is verified.

use crate::checks;
use crate::hooks::Hooks;
use crate::response::Part;
use crate::weakness::checks::WHERE_AND_WHEN;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let names = if !response.is_signed(Part::Assertion) { WHERE_AND_WHEN } else { &[] };
        checks::but(names, response, expected)
    },
    ..Hooks::SOUND
};
