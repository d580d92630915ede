//! What stands behind a + does not count, nor do dots before the @.
//!
//! As one provider of mail has it: `vic.tim+x@acme.test` is taken for `victim@acme.test`.

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id {
            let (local, domain) = name_id.value.split_once('@').unwrap_or((&name_id.value, ""));
            let local = local.split('+').next().unwrap_or(local).replace('.', "");
            name_id.value = format!("{local}@{domain}");
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
