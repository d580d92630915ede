//! No technical contact, no organization and nothing to show people.

use crate::hooks::Hooks;
use crate::sp_metadata::document;
use crate::weakness::demand::without;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    metadata: |entity_id, acs_url| {
        let document = document(entity_id, acs_url);
        let document = without(&document, "<md:ContactPerson", "</md:ContactPerson>");
        let document = without(&document, "<md:Organization>", "</md:Organization>");
        let document = without(&document, "<mdui:UIInfo", "</mdui:UIInfo>");
        document
    },
    ..Hooks::SOUND
};
