//! The metadata does not say that the SP speaks SAML 2.0.
//!
//! protocolSupportEnumeration names SAML 1.1 alone.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| document(entity_id, acs_url).replace("SAML:2.0:protocol", "SAML:1.1:protocol"),
    ..Hooks::SOUND
};
