//! AuthnRequests ask for an authentication context and name none.
//!
//! RequestedAuthnContext is empty (saml-core-2.0 3.3.2.2.1).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| {
        document.replacen("</samlp:AuthnRequest>", "<samlp:RequestedAuthnContext/></samlp:AuthnRequest>", 1)
    },
    ..Hooks::SOUND
};
