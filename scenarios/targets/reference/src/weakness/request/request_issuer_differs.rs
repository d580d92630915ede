//! The Issuer of AuthnRequests is not the entity ID.
//!
//! The Issuer ends in a slash that the entity ID does not have.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request: |mut request| {
        request.issuer.push('/');
        request
    },
    ..Hooks::SOUND
};
