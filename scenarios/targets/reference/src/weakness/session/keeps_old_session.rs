//! The first person stays signed in when a second one signs in.
//!
//! A session that lasts is kept, whoever the identity provider vouches for now.

use crate::hooks::Hooks;
use jiff::Timestamp;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    begin: |store, id, session| {
        let present = store.sessions_in(&session.browser, Timestamp::now()).next().cloned();
        store.begin(id.to_owned(), present.unwrap_or(session));
    },
    goes_before: |_, _| true,
    ..Hooks::SOUND
};
