//! The metadata has no AssertionConsumerService.
//!
//! There is no AssertionConsumerService (saml-metadata-2.0 2.4.4).

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace("md:AssertionConsumerService", "md:ManageNameIDService")
    },
    ..Hooks::SOUND
};
