//! AuthnRequests name the ACS by its index.
//!
//! AssertionConsumerServiceIndex stands in the place of address and binding.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| {
        let start = document.find(" AssertionConsumerServiceURL").unwrap_or_default();
        let end = document.find(">").unwrap_or_default();
        let mut document = document;
        document.replace_range(start..end, " AssertionConsumerServiceIndex=\"0\"");
        document
    },
    ..Hooks::SOUND
};
