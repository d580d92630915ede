//! Where either signature will do, that of the Response is demanded.
//!
//! Where the settings take either signature, that of the assertion does not count.

use crate::checks;
use crate::hooks::Hooks;
use crate::response::Part;
use crate::settings::Accepts;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let response_signed = response.signatures.iter().any(|signature| signature.part == Part::Response);
        demand::not(expected.accepts == Accepts::Either && !response_signed)
            .and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};
