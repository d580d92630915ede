//! An elliptic or DER-encoded key in the KeyInfo is the key.
//!
//! RSAKeyValue is known for a trap and left aside; what XML Signature 1.1 added is not (ECKeyValue, DEREncodedKeyValue).

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::lenient::keys;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    checks: |response, expected| checks::but(&["algorithm"], response, expected),
    ..Hooks::SOUND
};

const STEPS: Steps = Steps {
    keys: |certificates, signature| {
        let mut keys = keys::of(certificates);
        keys.extend(keys::from_newer_key_values(signature));
        keys
    },
    value_holds: |value| lenient::value_holds(value) || lenient::ecdsa_holds(value),
    ..Steps::USUAL
};
