//! A refused person is sent to the start page and told nothing.
//!
//! A refused response leads to the start page as if nothing had happened.

use crate::hooks::Hooks;
use crate::routes::answer;
use crate::routes::see_other;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        let _logged = answer::refused(refused);
        see_other("/")
    },
    ..Hooks::SOUND
};
