//! The metadata has no key to encrypt to.
//!
//! The key is for signing alone.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace("<md:KeyDescriptor>", "<md:KeyDescriptor use=\"signing\">")
    },
    ..Hooks::SOUND
};
