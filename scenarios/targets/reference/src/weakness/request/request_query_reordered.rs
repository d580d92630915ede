//! The signature covers another order of parameters than is sent.
//!
//! RelayState stands before SAMLRequest (saml-bindings-2.0 3.4.4.1 says which order is signed).

use crate::hooks::Hooks;
use crate::request::{OUTGOING, Outgoing};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    outgoing: Outgoing {
        address: |endpoint, query| {
            let mut parts: Vec<_> = query.split('&').collect();
            if parts.len() > 2 {
                parts[2..].reverse();
            }
            let query = parts.join("&").replace("%2B", "%2b").replace("%2F", "%2f").replace("%3D", "%3d");
            (OUTGOING.address)(endpoint, &query)
        },
        ..OUTGOING
    },
    ..Hooks::SOUND
};
