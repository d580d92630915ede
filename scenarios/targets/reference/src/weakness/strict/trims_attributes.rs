//! Attributes are kept with single blanks between the words.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    kept: |mut attributes| {
        for value in attributes.iter_mut().flat_map(|attribute| &mut attribute.values) {
            *value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        attributes
    },
    ..Hooks::SOUND
};
