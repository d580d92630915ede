//! The tag of AES-GCM is not verified.
//!
//! Ciphertext is decrypted without looking whether it was changed.

use crate::hooks::Hooks;
use crate::response::encrypted::{self, Way};
use openssl::symm::{Cipher, decrypt};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    open: |document, response, certificates, keys| encrypted::open_by(&WAY, document, response, certificates, keys),
    ..Hooks::SOUND
};

const WAY: Way = Way {
    plain: |algorithm, key, octets| {
        let (Some(length), true) = (octets.len().checked_sub(28), algorithm.ends_with("-gcm")) else {
            return (Way::SOUND.plain)(algorithm, key, octets);
        };
        // Counter mode, which is what GCM is without its tag.
        let counter = [&octets[..12], &[0, 0, 0, 2]].concat();
        let cipher = if key.len() == 16 { Cipher::aes_128_ctr() } else { Cipher::aes_256_ctr() };
        decrypt(cipher, key, Some(&counter), &octets[12..12 + length]).map_err(|error| error.to_string())
    },
    ..Way::SOUND
};
