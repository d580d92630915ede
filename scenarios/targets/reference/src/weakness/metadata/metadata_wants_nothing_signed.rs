//! The metadata does not say that assertions must be signed.
//!
//! WantAssertionsSigned is false, and unsigned assertions are refused.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace("WantAssertionsSigned=\"true\"", "WantAssertionsSigned=\"false\"")
    },
    ..Hooks::SOUND
};
