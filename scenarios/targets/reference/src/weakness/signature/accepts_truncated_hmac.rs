//! HMACOutputLength cuts an HMAC as short as the message likes.
//!
//! An HMAC is compared as far as HMACOutputLength says, which may be nothing (CVE-2009-0217).

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
    value_holds: |value| {
        lenient::value_holds(value) || hmac::length(value).is_some_and(|bits| hmac::holds(value, Some(bits)))
    },
    ..Steps::USUAL
};
