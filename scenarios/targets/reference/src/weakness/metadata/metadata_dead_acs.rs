//! The metadata has an ACS that does not work.
//!
//! A second ACS takes no responses.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace("  </md:SPSSODescriptor>", "  <md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"http://127.0.0.1:9/saml/acs\" index=\"1\"/>\n  </md:SPSSODescriptor>")
    },
    ..Hooks::SOUND
};
