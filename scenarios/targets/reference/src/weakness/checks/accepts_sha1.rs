//! RSA-SHA1 and SHA-1 digests pass whatever the settings say.
//!
//! SHA-1 passes whether the settings allow it or not.

use crate::checks::{self, Expected};
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let changed = Expected { allow_sha1: true, ..expected.clone() };
        checks::all(response, &changed)
    },
    ..Hooks::SOUND
};
