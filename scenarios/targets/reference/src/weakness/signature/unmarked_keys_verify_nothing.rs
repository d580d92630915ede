//! Where metadata does not say which key is for signing, nothing is verified.
//!
//! CVE-2026-16443: the import of such metadata left "validate signature" off.

use crate::hooks::Hooks;
use crate::response;
use crate::weakness::lenient::unverified;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    certificates: |_, settings| {
        if settings.idp.says_what_signs { settings.idp.certificates.clone() } else { Vec::new() }
    },
    signed: |document, certificates| {
        if certificates.is_empty() { unverified::believed(document) } else { response::signed(document, certificates) }
    },
    ..Hooks::SOUND
};
