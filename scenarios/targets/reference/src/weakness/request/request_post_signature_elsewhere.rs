//! By POST the signature of AuthnRequests refers to the whole document.
//!
//! The Reference of the signature is empty (saml-core-2.0 5.4.2).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| match document.split_once("<ds:Reference URI=\"") {
        Some((before, rest)) => format!("{before}<ds:Reference URI=\"{}", &rest[rest.find('"').unwrap_or_default()..]),
        None => document,
    },
    ..Hooks::SOUND
};
