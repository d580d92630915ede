//! The metadata of the role has expired.
//!
//! validUntil of the SPSSODescriptor lies in the past.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url)
            .replace("<md:SPSSODescriptor ", "<md:SPSSODescriptor validUntil=\"2020-01-01T00:00:00Z\" ")
    },
    ..Hooks::SOUND
};
