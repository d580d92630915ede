//! AuthnRequests want the response by HTTP-Redirect.
//!
//! ProtocolBinding names HTTP-Redirect (saml-profiles-2.0 4.1.2 forbids it).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| document.replacen("bindings:HTTP-POST", "bindings:HTTP-Redirect", 1),
    ..Hooks::SOUND
};
