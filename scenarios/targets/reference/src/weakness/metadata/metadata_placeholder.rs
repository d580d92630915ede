//! The metadata has a placeholder in it.
//!
//! A second ACS is an example's, and a comment says TODO.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace("  </md:SPSSODescriptor>", "  <md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"https://sp.example.com/acs\" index=\"1\"/><!-- TODO -->\n  </md:SPSSODescriptor>")
    },
    ..Hooks::SOUND
};
