//! What the KeyInfo says of its certificate is believed.
//!
//! The certificate in the KeyInfo counts when digest or serial number beside it are those of the stored one; whether they are
//! those of the certificate itself is not looked at.

use crate::hooks::Hooks;
use crate::weakness::lenient::keys;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    keys: |certificates, signature| match keys::describes(certificates, signature) {
        true => keys::from_certificates(signature),
        false => keys::of(certificates),
    },
    ..Steps::USUAL
};
