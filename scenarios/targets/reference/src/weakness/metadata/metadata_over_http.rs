//! The metadata has an ACS without TLS.
//!
//! A second ACS is at a host that is not this machine, without TLS.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace("  </md:SPSSODescriptor>", "  <md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"http://sp.acme.test/saml/acs\" index=\"1\"/>\n  </md:SPSSODescriptor>")
    },
    ..Hooks::SOUND
};
