//! A NameID is cleaned as input of a form is.
//!
//! Tags and backslashes are taken out before the person is looked for: `vic<b>tim@acme.test` is taken for `victim@acme.test`.

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id {
            let mut in_tag = false;
            name_id.value.retain(|letter| {
                let out = in_tag || letter == '<' || letter == '\\';
                in_tag = letter == '<' || in_tag && letter != '>';
                !out
            });
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
