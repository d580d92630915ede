//! Two elements of the metadata have one ID.
//!
//! IDs repeat, and are no XML names.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url)
            .replace("<md:KeyDescriptor>", "<md:KeyDescriptor ID=\"1\"/><md:KeyDescriptor ID=\"1\">")
    },
    ..Hooks::SOUND
};
