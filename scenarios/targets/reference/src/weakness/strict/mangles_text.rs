//! Letters outside ASCII are lost.
//!
//! Attributes are kept with question marks in the place of letters outside ASCII.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    kept: |mut attributes| {
        for value in attributes.iter_mut().flat_map(|attribute| &mut attribute.values) {
            *value = value.chars().map(|letter| if letter.is_ascii() { letter } else { '?' }).collect();
        }
        attributes
    },
    ..Hooks::SOUND
};
