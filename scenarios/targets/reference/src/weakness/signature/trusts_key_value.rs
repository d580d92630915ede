//! The RSA key in the KeyInfo is the key.
//!
//! A KeyValue in the signature verifies it, whatever else is there (CVE-2021-21239).

use crate::hooks::Hooks;
use crate::weakness::lenient::keys;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    keys: |certificates, signature| {
        let mut keys = keys::of(certificates);
        keys.extend(keys::from_key_value(signature));
        keys
    },
    ..Steps::USUAL
};
