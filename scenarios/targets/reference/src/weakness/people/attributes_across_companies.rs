//! A person who is told by the attribute email may be anybody's.
//!
//! Where the NameID is no address the account is looked for by the attribute, among the people of all companies.

use crate::hooks::Hooks;
use crate::people::{self, COMPANIES};
use crate::refusal::Refusal;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |company, assertion| {
        if assertion.name_id.as_ref().is_some_and(|name_id| name_id.value.contains('@')) {
            return people::subject(company, assertion);
        }
        let found = COMPANIES.iter().map(|company| people::subject(company, assertion));
        found.reduce(Result::or).unwrap_or_else(|| Err(Refusal::new("person", "no company")))
    },
    ..Hooks::SOUND
};
