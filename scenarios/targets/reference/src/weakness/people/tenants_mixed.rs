//! The IdP of one company vouches for the people of another.
//!
//! The person is looked for among the people of all companies.

use crate::hooks::Hooks;
use crate::people::{self, COMPANIES};
use crate::refusal::Refusal;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    person: |_, assertion| {
        let found = COMPANIES.iter().map(|company| people::subject(company, assertion));
        found.reduce(Result::or).unwrap_or_else(|| Err(Refusal::new("person", "no company")))
    },
    ..Hooks::SOUND
};
