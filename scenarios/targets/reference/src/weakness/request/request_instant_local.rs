//! IssueInstant of AuthnRequests has an offset.
//!
//! IssueInstant is written as local time (saml-core-2.0 1.3.3).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| document.replacen("Z\" Destination", "+00:00\" Destination", 1),
    ..Hooks::SOUND
};
