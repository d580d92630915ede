//! RelayState is decoded once more after it was found to be a path.
//!
//! `/%2Felsewhere.test` begins with one slash, and decoded with two.

use crate::hooks::Hooks;
use crate::landing::same_origin;
use crate::routes::see_other;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    landed: |landed| {
        let relay_state = landed.message.relay_state.as_deref().unwrap_or_default();
        let path = same_origin(relay_state).map(|path| path.replace("%2F", "/").replace("%2f", "/"));
        see_other(path.as_deref().filter(|path| path.starts_with("//")).unwrap_or(landed.landing))
    },
    ..Hooks::SOUND
};
