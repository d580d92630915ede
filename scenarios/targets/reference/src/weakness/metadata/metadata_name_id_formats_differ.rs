//! The metadata names a NameIDFormat that requests contradict.
//!
//! NameIDFormat is transient, and requests ask for an e-mail address.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace(ADDRESS, "urn:oasis:names:tc:SAML:2.0:nameid-format:transient")
    },
    request_document: |document, _| {
        document.replace("<samlp:NameIDPolicy ", &format!("<samlp:NameIDPolicy Format=\"{ADDRESS}\" "))
    },
    ..Hooks::SOUND
};

const ADDRESS: &str = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
