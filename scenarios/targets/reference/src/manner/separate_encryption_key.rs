//! What is encrypted to the SP is opened by another key than the one that signs.

use super::Traits;
use crate::hooks::Hooks;
use crate::keys::{CERTIFICATE_PEM, ENCRYPTION_CERTIFICATE_PEM, ENCRYPTION_KEY_PEM};
use crate::sp_metadata::{document, key_descriptor, with_keys};

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        decryption_key: ENCRYPTION_KEY_PEM,
        metadata: |entity_id, acs_url| {
            let keys = [
                key_descriptor(Some("signing"), CERTIFICATE_PEM),
                key_descriptor(Some("encryption"), ENCRYPTION_CERTIFICATE_PEM),
            ];
            with_keys(&document(entity_id, acs_url), &keys)
        },
        ..hooks
    },
    ..Traits::PLAIN
};
