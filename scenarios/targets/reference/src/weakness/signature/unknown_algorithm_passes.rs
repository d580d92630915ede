//! A signature by an algorithm that is not known holds.
//!
//! A SignatureMethod that is not known is not verified, and passes (CVE-2018-7711).

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    checks: |response, expected| checks::but(&["algorithm"], response, expected),
    ..Hooks::SOUND
};

const STEPS: Steps = Steps {
    value_holds: |value| !KNOWN.iter().any(|known| value.method.ends_with(known)) || lenient::value_holds(value),
    ..Steps::USUAL
};
const KNOWN: &[&str] = &["rsa-sha1", "rsa-sha256", "rsa-sha384", "rsa-sha512"];
