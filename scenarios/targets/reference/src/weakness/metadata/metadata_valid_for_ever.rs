//! The metadata is valid for a hundred years, and cached for nonsense.
//!
//! validUntil is absurd, and cacheDuration none.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url)
            .replace(" entityID=", " validUntil=\"2126-01-01T00:00:00Z\" cacheDuration=\"a day\" entityID=")
    },
    ..Hooks::SOUND
};
