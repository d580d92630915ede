//! The query that the endpoint has is lost.
//!
//! What stands behind the question mark in the endpoint's address is replaced (saml-bindings-2.0 3.4.4).

use crate::hooks::Hooks;
use crate::request::{OUTGOING, Outgoing};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    outgoing: Outgoing {
        address: |endpoint, query| format!("{}?{query}", endpoint.split('?').next().unwrap_or_default()),
        ..OUTGOING
    },
    ..Hooks::SOUND
};
