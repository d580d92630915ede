//! Only what stands before the @ counts.
//!
//! The domain of an address does not count: `victim@anywhere.example` is the company's victim.

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id
            && let Some((local, _)) = name_id.value.split_once('@')
        {
            name_id.value = format!("{local}@{}.test", company.name);
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
