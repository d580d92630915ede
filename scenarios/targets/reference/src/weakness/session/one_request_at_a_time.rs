//! A second request of a browser closes the first.
//!
//! A browser has one request open, the last: of two tabs only one can finish.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    remember: |store, browser, pending| {
        for earlier in store.open_requests(browser, pending.sent) {
            store.close(browser, &earlier.request_id);
        }
        store.open(browser, pending);
    },
    ..Hooks::SOUND
};
