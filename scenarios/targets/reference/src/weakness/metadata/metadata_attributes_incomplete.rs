//! The attribute service in the metadata is not complete.
//!
//! AttributeConsumingService has no ServiceName.

use crate::hooks::Hooks;
use crate::sp_metadata::document;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        demand::without(&document(entity_id, acs_url), "<md:ServiceName ", "</md:ServiceName>")
    },
    ..Hooks::SOUND
};
