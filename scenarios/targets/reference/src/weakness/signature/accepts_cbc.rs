//! AES-CBC is decrypted although nobody signed the Response.
//!
//! Ciphertext that can be changed unnoticed is decrypted (XML Encryption 1.1; padding oracles).

use crate::hooks::Hooks;
use crate::response::encrypted::{self, Way};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    open: |document, response, certificates, keys| encrypted::open_by(&WAY, document, response, certificates, keys),
    ..Hooks::SOUND
};

const WAY: Way = Way { ciphers: |_| (Way::SOUND.ciphers)(true), ..Way::SOUND };
