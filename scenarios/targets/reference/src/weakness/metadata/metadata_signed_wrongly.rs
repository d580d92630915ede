//! The signature of the metadata refers to another element.
//!
//! An enveloped signature names an ID that is not the root's.

use crate::hooks::Hooks;
use crate::request::signature_template;
use crate::sp_metadata::document;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        let signature = signature_template("_other", "");
        let document = document(entity_id, acs_url).replace(" entityID=", " ID=\"_metadata\" entityID=");
        document.replace("<md:SPSSODescriptor ", &format!("{signature}<md:SPSSODescriptor "))
    },
    ..Hooks::SOUND
};
