//! The metadata has an ACS without a host.
//!
//! The Location is relative.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| document(entity_id, acs_url).replace("Location=\"http", "Location=\"/saml/acs?http"),
    ..Hooks::SOUND
};
