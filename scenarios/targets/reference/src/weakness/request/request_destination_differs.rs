//! The Destination of AuthnRequests is not where they go.
//!
//! The Destination is another address than the endpoint (saml-bindings-2.0 3.4.5.2).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request: |mut request| {
        request.destination.push_str("/other");
        request
    },
    ..Hooks::SOUND
};
