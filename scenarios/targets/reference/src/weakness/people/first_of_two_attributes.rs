//! Of two attributes email the first counts.
//!
//! An attribute that is there twice is read from its first place.

use crate::hooks::Hooks;
use crate::people;
use std::collections::HashSet;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        let mut seen = HashSet::new();
        changed.attributes.retain(|attribute| seen.insert(attribute.name.clone()));
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
