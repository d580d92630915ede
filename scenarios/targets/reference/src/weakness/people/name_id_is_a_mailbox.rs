//! A NameID is read as a mailbox in a mail's header.
//!
//! Quotation marks and remarks in parentheses do not count (RFC 5322): `"victim"(x)@acme.test` is taken for `victim@acme.test`.

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        if let Some(name_id) = &mut changed.name_id {
            let mut depth = 0_usize;
            name_id.value.retain(|letter| {
                match letter {
                    '(' => depth += 1,
                    ')' => depth = depth.saturating_sub(1),
                    _ => return depth == 0 && letter != '"',
                }
                false
            });
        }
        people::subject(company, &changed)
    },
    ..Hooks::SOUND
};
