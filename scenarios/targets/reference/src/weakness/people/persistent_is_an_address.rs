//! A persistent or transient NameID that looks like an address is one.
//!
//! The Format of the NameID does not count.

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id {
            name_id.format = None;
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
