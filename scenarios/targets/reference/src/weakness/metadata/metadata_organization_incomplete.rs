//! The organization in the metadata has no URL.
//!
//! Organization lacks what it must have (saml-metadata-2.0 2.3.2.1).

use crate::hooks::Hooks;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        document(entity_id, acs_url).replace(
            "</md:EntityDescriptor>",
            "<md:Organization><md:OrganizationName>Acme</md:OrganizationName></md:Organization></md:EntityDescriptor>",
        )
    },
    ..Hooks::SOUND
};
