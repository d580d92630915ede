//! NameIDFormat is transient; nothing else works with it.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace("SAML:1.1:nameid-format:emailAddress", "SAML:2.0:nameid-format:transient")
    },
    ..Hooks::SOUND
};
