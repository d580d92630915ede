//! The metadata has an RSA key of 1024 bits.
//!
//! The published certificate is weak.

use crate::hooks::Hooks;
use crate::keys::certificate_base64;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| document(entity_id, acs_url).replace(&certificate_base64(), WEAK),
    ..Hooks::SOUND
};

const WEAK: &str = include_str!("weak.txt");
