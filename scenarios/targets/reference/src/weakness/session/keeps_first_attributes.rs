//! Attributes stay as they were at the first sign-in.
//!
//! What arrives at a later sign-in is not taken over: a group that was withdrawn stays.

use crate::hooks::Hooks;
use crate::response::Attribute;
use std::sync::{Mutex, PoisonError};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    begin: |store, id, mut session| {
        let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
        session.attributes = match first.iter().find(|(email, _)| *email == session.person.email) {
            Some((_, attributes)) => attributes.clone(),
            None => {
                first.push((session.person.email, session.attributes.clone()));
                session.attributes
            }
        };
        store.begin(id.to_owned(), session);
    },
    ..Hooks::SOUND
};

static FIRST: Mutex<Vec<(&str, Vec<Attribute>)>> = Mutex::new(Vec::new());
