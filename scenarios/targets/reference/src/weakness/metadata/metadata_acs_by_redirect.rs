//! The metadata has an ACS by HTTP-Redirect.
//!
//! Responses do not come by HTTP-Redirect (saml-profiles-2.0 4.1.2).

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| document(entity_id, acs_url).replace("bindings:HTTP-POST", "bindings:HTTP-Redirect"),
    ..Hooks::SOUND
};
