//! The IDs of AuthnRequests are short.
//!
//! An ID of sixteen bits is soon guessed (saml-core-2.0 1.3.4).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request: |mut request| {
        request.id.truncate(5);
        request
    },
    ..Hooks::SOUND
};
