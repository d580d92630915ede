//! A NameID is cut after 64 letters, and blanks at its end do not count.
//!
//! The database's column is that long, and is compared as MySQL does: a long name becomes a short one.

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id {
            let cut: String = name_id.value.chars().take(64).collect();
            cut.trim_end_matches(' ').clone_into(&mut name_id.value);
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
