//! The metadata says that requests are not signed.
//!
//! AuthnRequestsSigned is false, and they are.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace("AuthnRequestsSigned=\"true\"", "AuthnRequestsSigned=\"false\"")
    },
    ..Hooks::SOUND
};
