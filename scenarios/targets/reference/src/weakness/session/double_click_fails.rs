//! A response that is posted twice ends in a 404 and without a session.
//!
//! Posting the same response again is a replay even from the browser that it signed in, and ends its session.

use crate::cookies;
use crate::hooks::Hooks;
use crate::routes::answer;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    again: |refused| {
        let browser = cookies::value(&refused.arrival.headers, cookies::BROWSER).unwrap_or_default();
        refused.app.store().end_all_in(&browser);
        answer::refused(refused)
    },
    ..Hooks::SOUND
};
