//! AuthnRequests demand a transient NameID.
//!
//! NameIDPolicy names a Format that the metadata does not, and does not allow a new name.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| {
        document.replacen(
            "<samlp:NameIDPolicy AllowCreate=\"true\"",
            "<samlp:NameIDPolicy Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:transient\"",
            1,
        )
    },
    ..Hooks::SOUND
};
