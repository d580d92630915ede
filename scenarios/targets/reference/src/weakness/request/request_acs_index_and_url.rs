//! AuthnRequests name the ACS by index and by address.
//!
//! AssertionConsumerServiceIndex stands beside the address (saml-core-2.0 3.4.1 forbids it).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| {
        document.replacen(
            " AssertionConsumerServiceURL",
            " AssertionConsumerServiceIndex=\"0\" AssertionConsumerServiceURL",
            1,
        )
    },
    ..Hooks::SOUND
};
