//! A NameID that is no address is nobody.
//!
//! The attribute email is never looked at: a transient or persistent name signs nobody in.

use crate::hooks::Hooks;
use crate::people;
use crate::response::AssertionFields;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let bare = AssertionFields { attributes: Vec::new(), ..assertion.clone() };
        people::subject(company, &bare)
    },
    ..Hooks::SOUND
};
