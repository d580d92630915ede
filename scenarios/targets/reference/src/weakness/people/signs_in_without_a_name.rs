//! Whoever comes with a NameID of blanks is signed in as somebody without a name.

use crate::checks;
use crate::hooks::Hooks;
use crate::people::{self, Person};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| checks::but(&["subject"], response, expected),
    person: |company, assertion| match &assertion.name_id {
        Some(name_id) if name_id.value.trim().is_empty() => Ok(Person { email: "", name: "" }),
        _ => people::subject(company, assertion),
    },
    ..Hooks::SOUND
};
