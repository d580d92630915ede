//! RSA-MD5 and MD5 digests pass.
//!
//! MD5 passes whatever the settings say.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    checks: |response, expected| checks::but(&["algorithm"], response, expected),
    ..Hooks::SOUND
};

const STEPS: Steps = Steps { parts: lenient::vouched, ..Steps::USUAL };
