//! Of several EncryptedKeys the first alone is tried.
//!
//! An assertion encrypted to several recipients is readable to the first one.

use crate::hooks::Hooks;
use crate::response::encrypted;
use crate::weakness::demand;
use crate::xml::XENC;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    open: |document, response, certificates, keys| {
        demand::no_element(response, |one| one.all(XENC, "EncryptedKey").len() > 1)?;
        encrypted::open(document, response, certificates, keys)
    },
    ..Hooks::SOUND
};
