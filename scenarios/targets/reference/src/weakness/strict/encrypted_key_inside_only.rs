//! An EncryptedKey beside the EncryptedData is not found.
//!
//! The key is looked for inside the KeyInfo of the EncryptedData alone (saml-core-2.0 2.3.4 allows it beside).

use crate::hooks::Hooks;
use crate::response::encrypted;
use crate::weakness::demand;
use crate::xml::{SAML, XENC};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    open: |document, response, certificates, keys| {
        demand::no_element(response, |one| {
            one.is(SAML, "EncryptedAssertion") && one.first(XENC, "EncryptedKey").is_some()
        })?;
        encrypted::open(document, response, certificates, keys)
    },
    ..Hooks::SOUND
};
