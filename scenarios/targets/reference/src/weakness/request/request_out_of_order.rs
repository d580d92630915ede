//! The elements of AuthnRequests stand in the wrong order.
//!
//! NameIDPolicy stands before Issuer (the schema has it the other way round).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| {
        let policy = "<samlp:NameIDPolicy AllowCreate=\"true\"/>";
        document.replacen(policy, "", 1).replacen("<saml:Issuer", &format!("{policy}<saml:Issuer"), 1)
    },
    ..Hooks::SOUND
};
