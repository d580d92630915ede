//! An HMAC keyed with the public certificate counts as a signature.
//!
//! The stored certificate or its public key, as text or octets, is taken as the secret of an HMAC when the message asks for
//! one (CVE-2019-1006, GHSA-c27r-x354-4m68).

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

const STEPS: Steps =
    Steps { value_holds: |value| lenient::value_holds(value) || hmac::holds(value, None), ..Steps::USUAL };
