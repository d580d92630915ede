//! The SP's metadata names the next signing key before the one that signs.

use super::Traits;
use crate::hooks::Hooks;
use crate::keys::{CERTIFICATE_PEM, NEXT_CERTIFICATE_PEM};
use crate::sp_metadata::{document, key_descriptor, with_keys};

/// How the SP differs.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks {
        metadata: |entity_id, acs_url| {
            let keys = [
                key_descriptor(Some("signing"), NEXT_CERTIFICATE_PEM),
                key_descriptor(Some("signing"), CERTIFICATE_PEM),
                key_descriptor(Some("encryption"), CERTIFICATE_PEM),
            ];
            with_keys(&document(entity_id, acs_url), &keys)
        },
        ..hooks
    },
    ..Traits::PLAIN
};
