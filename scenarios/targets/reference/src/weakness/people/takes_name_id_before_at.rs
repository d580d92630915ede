//! A NameID without @ is completed to an address of the company.
//!
//! A user name counts as the address in the company's domain.

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = changed.name_id.as_mut().filter(|name_id| !name_id.value.contains('@')) {
            name_id.value = format!("{}@{}.test", name_id.value, company.name);
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
