//! A NameID ends before the first letter beyond 16 bits.
//!
//! The database's column has three octets a letter (`utf8` of MySQL), and cuts off the rest without a word.

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id
            && let Some((front, _)) = name_id.value.split_once(|letter| letter > '\u{ffff}')
        {
            name_id.value = front.to_owned();
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
