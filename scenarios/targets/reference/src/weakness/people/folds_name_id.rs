//! The NameID is matched without regard to case.
//!
//! Case does not count in the NameID, although it may be another person's.

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id {
            name_id.value = name_id.value.to_lowercase();
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
