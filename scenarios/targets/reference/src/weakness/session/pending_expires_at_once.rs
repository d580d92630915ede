//! Requests are forgotten after a second.
//!
//! Whoever takes longer than a second at the identity provider has begun in vain.

use crate::hooks::Hooks;
use jiff::SignedDuration;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    open_requests: |store, browser, now| {
        let mut open = store.open_requests(browser, now);
        open.retain(|pending| now.duration_since(pending.sent) < SignedDuration::from_secs(1));
        open
    },
    ..Hooks::SOUND
};
