//! AuthnRequests want the response at an address that the metadata does not have.
//!
//! AssertionConsumerServiceURL ends in a slash that the published address does not have.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request: |mut request| {
        request.acs_url.push('/');
        request
    },
    ..Hooks::SOUND
};
