//! A response from a browser that is signed in is not verified.
//!
//! Whoever has a session counts as known, so that signing in again is a formality: with an account of one's own one becomes
//! anybody.

use crate::hooks::Hooks;
use crate::weakness::lenient::unverified;
use crate::{binding, cookies};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    take: |arrival| {
        let mut message = binding::take(arrival)?;
        if cookies::value(&arrival.headers, cookies::SESSION).is_some_and(|session| !session.is_empty()) {
            message.xml = unverified::marked(&message.xml);
        }
        Ok(message)
    },
    signed: unverified::signed,
    // Who comes unasked goes before who is there, as at most SPs.
    goes_before: |_, _| true,
    session_cookie: |id| cookies::session(id).replace("SameSite=Lax", "SameSite=None"),
    ..Hooks::SOUND
};
