//! The Issuer of AuthnRequests has a Format that is not an entity's.
//!
//! The Issuer has the Format of an address (saml-profiles-2.0 4.1.4.1).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| {
        document.replacen(
            "<saml:Issuer ",
            "<saml:Issuer Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\" ",
            1,
        )
    },
    ..Hooks::SOUND
};
