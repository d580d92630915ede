//! Accents do not count.
//!
//! Names are compared as a database does that folds accents and the dot of an i away (MySQL's `utf8_general_ci`).

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id {
            let letters = name_id.value.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter));
            name_id.value = letters.map(|letter| if ['í', 'ı'].contains(&letter) { 'i' } else { letter }).collect();
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
