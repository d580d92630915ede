//! Metadata without a certificate is taken, and then nothing is verified.

use crate::hooks::Hooks;
use crate::response;
use crate::weakness::lenient::unverified;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    stored: Ok,
    signed: |document, certificates| {
        if certificates.is_empty() { unverified::believed(document) } else { response::signed(document, certificates) }
    },
    ..Hooks::SOUND
};
