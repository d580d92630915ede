//! A certificate with the right names in it is the right one.
//!
//! A certificate in the KeyInfo counts when subject, issuer and serial number are those of the stored one: anybody can make
//! one.

use crate::hooks::Hooks;
use crate::weakness::lenient::keys;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    keys: |certificates, signature| {
        let mut keys = keys::of(certificates);
        keys.extend(keys::from_certificates_like(certificates, signature));
        keys
    },
    ..Steps::USUAL
};
