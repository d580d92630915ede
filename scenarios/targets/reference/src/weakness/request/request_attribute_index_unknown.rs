//! AuthnRequests name an attribute service that the metadata does not have.
//!
//! AttributeConsumingServiceIndex points to nothing.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| {
        document.replacen(
            " AssertionConsumerServiceURL",
            " AttributeConsumingServiceIndex=\"7\" AssertionConsumerServiceURL",
            1,
        )
    },
    ..Hooks::SOUND
};
