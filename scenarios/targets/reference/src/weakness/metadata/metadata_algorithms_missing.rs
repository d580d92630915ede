//! alg:SigningMethod and alg:DigestMethod are missing.

use crate::hooks::Hooks;
use crate::sp_metadata::document;
use crate::weakness::demand::without;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        let document = document(entity_id, acs_url);
        let document = without(&document, "<alg:", "sha512\"/>");
        document
    },
    ..Hooks::SOUND
};
