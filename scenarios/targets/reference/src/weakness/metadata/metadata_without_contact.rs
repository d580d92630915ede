//! The metadata names no contact.
//!
//! No technical contact, no organization and nothing to show people.

use crate::hooks::Hooks;
use crate::sp_metadata::document;
use crate::weakness::demand::without;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        without(
            &without(
                &without(&document(entity_id, acs_url), "<md:ContactPerson", "</md:ContactPerson>"),
                "<md:Organization>",
                "</md:Organization>",
            ),
            "<mdui:UIInfo",
            "</mdui:UIInfo>",
        )
    },
    ..Hooks::SOUND
};
