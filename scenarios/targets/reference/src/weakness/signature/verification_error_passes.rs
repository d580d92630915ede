//! A SignatureValue that cannot be verified at all holds.
//!
//! The verifier's error value is taken for true: an empty value, one of the wrong length, or no base64 passes (CVE-2016-9814,
//! GHSA-9wrw-p9rm-r782).

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    value_holds: |value| value.value.as_ref().is_none_or(|value| value.len() != 256) || lenient::value_holds(value),
    ..Steps::USUAL
};
