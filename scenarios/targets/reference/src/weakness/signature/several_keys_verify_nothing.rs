//! Where metadata has several keys, none of which says that it is for signing, nothing is verified.

use crate::hooks::Hooks;
use crate::response;
use crate::weakness::lenient::unverified;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    certificates: |_, settings| {
        let is_clear = settings.idp.says_what_signs || settings.idp.certificates.len() == 1;
        if is_clear { settings.idp.certificates.clone() } else { Vec::new() }
    },
    signed: |document, certificates| {
        if certificates.is_empty() { unverified::believed(document) } else { response::signed(document, certificates) }
    },
    ..Hooks::SOUND
};
