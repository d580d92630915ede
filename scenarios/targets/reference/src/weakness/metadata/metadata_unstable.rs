//! The document has a random ID.

use crate::hooks::Hooks;
use crate::keys::random_hex;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        let id = random_hex(8).unwrap_or_default();
        document(entity_id, acs_url).replace(" entityID=", &format!(" ID=\"_{id}\" entityID="))
    },
    ..Hooks::SOUND
};
