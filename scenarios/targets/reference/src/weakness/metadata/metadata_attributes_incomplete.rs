//! AttributeConsumingService has no ServiceName, and subject-id:req no value.

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace("  </md:SPSSODescriptor>", "  <md:AttributeConsumingService index=\"0\"><md:RequestedAttribute Name=\"email\"/></md:AttributeConsumingService>\n  </md:SPSSODescriptor>")
    },
    ..Hooks::SOUND
};
