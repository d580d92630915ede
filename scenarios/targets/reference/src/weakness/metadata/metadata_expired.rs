//! The metadata has expired.
//!
//! validUntil lies in the past.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace(" entityID=", " validUntil=\"2020-01-01T00:00:00Z\" entityID=")
    },
    ..Hooks::SOUND
};
