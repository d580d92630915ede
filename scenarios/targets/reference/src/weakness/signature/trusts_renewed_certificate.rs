//! A certificate with the stored one's name that begins later takes its place.
//!
//! IdPs renew their certificates, and this SP wants no administrator for that: it learns the new one from a response.

use crate::hooks::Hooks;
use crate::weakness::lenient::keys;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    keys: |certificates, signature| {
        let mut keys = keys::of(certificates);
        keys.extend(keys::from_later_certificates(certificates, signature));
        keys
    },
    ..Steps::USUAL
};
