//! A person is found by a part of the name.
//!
//! Whoever's address stands anywhere in the NameID is signed in.

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id {
            let mut members = company.members.iter();
            if let Some(found) = members.find(|person| name_id.value.contains(person.email)) {
                name_id.value = found.email.to_owned();
            }
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
