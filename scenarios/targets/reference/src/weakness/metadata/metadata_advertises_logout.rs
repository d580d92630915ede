//! The metadata has a logout service that does not work.
//!
//! A SingleLogoutService is published; there is none.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace("  <md:NameIDFormat>", "  <md:SingleLogoutService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" Location=\"http://127.0.0.1:9/slo\"/>\n    <md:NameIDFormat>")
    },
    ..Hooks::SOUND
};
