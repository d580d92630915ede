//! The certificate in the KeyInfo is the key.
//!
//! Whichever certificate comes along in the signature verifies it (CVE-2024-32962, CVE-2026-18089).

use crate::hooks::Hooks;
use crate::weakness::lenient::keys;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps { keys: |_, signature| keys::from_certificates(signature), ..Steps::USUAL };
