//! The metadata says nothing of algorithms.
//!
//! alg:SigningMethod and alg:DigestMethod are missing.

use crate::hooks::Hooks;
use crate::sp_metadata::document;
use crate::weakness::demand::without;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| without(&document(entity_id, acs_url), "<alg:", "sha512\"/>"),
    ..Hooks::SOUND
};
