//! The metadata is not well-formed.
//!
//! The last tag is missing.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| document(entity_id, acs_url).replace("</md:EntityDescriptor>", ""),
    ..Hooks::SOUND
};
