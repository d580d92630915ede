//! A signed Response will do where a signed Assertion is demanded.
//!
//! Whichever part is signed, it satisfies the settings (saml-metadata-2.0 2.4.4, WantAssertionsSigned).

use crate::checks::{self, Expected};
use crate::hooks::Hooks;
use crate::settings::Accepts;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let changed = Expected { accepts: Accepts::Either, ..expected.clone() };
        checks::all(response, &changed)
    },
    ..Hooks::SOUND
};
