//! An HMAC keyed with the certificate's fingerprint counts as a signature.
//!
//! The settings hold no certificate but its fingerprint, and that is taken as the secret when the message asks for an HMAC.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::lenient::hmac;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    checks: |response, expected| checks::but(&["algorithm"], response, expected),
    ..Hooks::SOUND
};

const STEPS: Steps = Steps {
    value_holds: |value| lenient::value_holds(value) || hmac::holds_with(value, None, hmac::fingerprints),
    ..Steps::USUAL
};
