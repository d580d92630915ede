//! Of several certificates in the KeyInfo the first is compared and the last verifies.
//!
//! Two parts of the SP read the KeyInfo: the one that compares takes the first certificate, the one that verifies the last
//! (CVE-2019-1006, "dupe key confusion").

use crate::hooks::Hooks;
use crate::weakness::lenient::keys;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    keys: |certificates, signature| match keys::certificates(signature).as_slice() {
        [first, .., last] if certificates.contains(first) => keys::of(std::slice::from_ref(last)),
        _ => keys::of(certificates),
    },
    ..Steps::USUAL
};
