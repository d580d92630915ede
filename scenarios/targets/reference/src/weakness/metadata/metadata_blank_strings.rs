//! The metadata has blank strings.
//!
//! NameIDFormat is blank (saml-core-2.0 1.3.1).

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", " ")
    },
    ..Hooks::SOUND
};
