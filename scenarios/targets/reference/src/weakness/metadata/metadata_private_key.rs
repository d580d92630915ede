//! The metadata has the private key in it.
//!
//! The private key stands in a comment.

use crate::hooks::Hooks;
use crate::keys::KEY_PEM;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| format!("{}<!-- {} -->", document(entity_id, acs_url), KEY_PEM.replace("--", "- -")),
    ..Hooks::SOUND
};
