//! Blanks around the NameID do not count.
//!
//! The NameID is matched without the blanks around it (saml-core-2.0 1.3.1 compares to the letter).

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id {
            name_id.value = name_id.value.trim().to_owned();
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
