//! The attribute email goes before the NameID.
//!
//! Who it is, the attribute says; the NameID counts when there is none.

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        let attribute = changed.attributes.iter().find(|attribute| attribute.name == "email");
        if let (Some(email), Some(name_id)) =
            (attribute.and_then(|attribute| attribute.values.first()).cloned(), &mut changed.name_id)
        {
            name_id.value = email;
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
