//! The metadata has a certificate that cannot be read.
//!
//! The certificate is cut off.

use crate::hooks::Hooks;
use crate::keys::certificate_base64;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        let certificate = certificate_base64();
        document(entity_id, acs_url).replace(&certificate, &certificate[..400])
    },
    ..Hooks::SOUND
};
