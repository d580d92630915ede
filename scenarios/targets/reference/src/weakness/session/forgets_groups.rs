//! Groups and attributes with several values keep the first alone.
//!
//! Of several values the first is kept.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    kept: |mut attributes| {
        attributes.iter_mut().for_each(|attribute| attribute.values.truncate(1));
        attributes
    },
    ..Hooks::SOUND
};
