//! AuthnRequests hold a text of more than 256 letters.
//!
//! ProviderName is longer than identity providers need take.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| {
        document.replacen(" Version=", &format!(" ProviderName=\"{}\" Version=", "x".repeat(300)), 1)
    },
    ..Hooks::SOUND
};
