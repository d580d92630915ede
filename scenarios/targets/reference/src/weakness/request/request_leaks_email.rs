//! AuthnRequests hold the typed address.
//!
//! The address that was typed stands in the request, readable to whoever sees the URL.

use crate::hooks::Hooks;
use crate::request::escape;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, email| {
        document.replacen(" Version=", &format!(" ProviderName=\"{}\" Version=", escape(email)), 1)
    },
    ..Hooks::SOUND
};
