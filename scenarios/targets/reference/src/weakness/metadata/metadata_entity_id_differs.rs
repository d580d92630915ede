//! The metadata has another entity ID than requests.
//!
//! The entity ID ends in a slash there.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { metadata: |entity_id, acs_url| document(&format!("{entity_id}/"), acs_url), ..Hooks::SOUND };
