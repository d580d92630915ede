//! A signature by an algorithm for keys of another type holds.
//!
//! "This is not for my RSA key" is taken for "nothing to verify": ECDSA, DSA, RSA-PSS.

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
    value_holds: |value| OTHERS.iter().any(|other| value.method.contains(other)) || lenient::value_holds(value),
    ..Steps::USUAL
};
const OTHERS: &[&str] = &["#ecdsa-", "#eddsa-", "#dsa-", "-rsa-MGF1"];
