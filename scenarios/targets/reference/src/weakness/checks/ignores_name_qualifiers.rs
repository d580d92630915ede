//! A NameID that another party's terms qualify counts as the bare name.
//!
//! NameQualifier and SPNameQualifier are not looked at: two names become one person.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut plain = response.clone();
        if let Some(name_id) = &mut plain.assertion.name_id {
            name_id.name_qualifier = None;
            name_id.sp_name_qualifier = None;
        }
        checks::all(&plain, expected)
    },
    ..Hooks::SOUND
};
