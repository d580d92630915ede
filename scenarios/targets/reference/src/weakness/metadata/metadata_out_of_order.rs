//! The elements of the metadata stand in the wrong order.
//!
//! NameIDFormat stands behind AssertionConsumerService (the schema has it before).

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        let format = "<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>";
        let document = document(entity_id, acs_url).replace(format, "");
        document.replace("  </md:SPSSODescriptor>", &format!("  {format}\n  </md:SPSSODescriptor>"))
    },
    ..Hooks::SOUND
};
