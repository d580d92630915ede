//! A browser with a request of its own may bring the answer to any other's.
//!
//! It is held that the browser has asked, and that the request is known, and not that the one is the other (login CSRF).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    open_requests: |store, browser, now| {
        let own = store.open_requests(browser, now);
        if own.is_empty() { own } else { store.all_open_requests(now) }
    },
    ..Hooks::SOUND
};
