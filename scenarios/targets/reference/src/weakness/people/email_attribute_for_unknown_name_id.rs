//! Where nobody has the NameID the attribute email tells who it is.
//!
//! Accounts are linked by their address when the NameID is not known: whoever may edit that attribute at the IdP may be anybody.

use crate::hooks::Hooks;
use crate::people;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        let mut changed = assertion.clone();
        changed.name_id = None;
        people::subject(company, assertion).or_else(|_| people::subject(company, &changed))
    },
    ..Hooks::SOUND
};
