//! A NameID is a pattern for the address that is looked for.
//!
//! `%` of SQL and `*` of LDAP stand for any letters (LIKE in the place of `=`).

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id
            && let Some((front, end)) = name_id.value.split_once(['%', '*'])
        {
            let fits = |email: &str| email.starts_with(front) && email.ends_with(end);
            let found = company.members.iter().find(|person| fits(person.email));
            name_id.value = found.map(|person| person.email.to_owned()).unwrap_or_default();
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
