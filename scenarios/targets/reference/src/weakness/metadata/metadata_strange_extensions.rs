//! Extensions of the metadata hold SAML's own elements.
//!
//! md:NameIDFormat stands in md:Extensions (saml-metadata-2.0 2.4.1).

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace(
            "<md:KeyDescriptor>",
            "<md:Extensions><md:NameIDFormat>urn:x</md:NameIDFormat></md:Extensions><md:KeyDescriptor>",
        )
    },
    ..Hooks::SOUND
};
