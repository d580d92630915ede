//! The metadata has a DOCTYPE.
//!
//! A document type declaration stands before the metadata.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace("<md:EntityDescriptor ", "<!DOCTYPE x><md:EntityDescriptor ")
    },
    ..Hooks::SOUND
};
