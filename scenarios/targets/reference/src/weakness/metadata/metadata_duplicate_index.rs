//! The metadata has two ACS with the same index.
//!
//! Indexes repeat (saml-metadata-2.0 2.2.3).

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace("  </md:SPSSODescriptor>", "  <md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"http://127.0.0.1/other\" index=\"0\" isDefault=\"true\"/>\n  </md:SPSSODescriptor>")
    },
    ..Hooks::SOUND
};
