//! Requests are open however long ago they were sent.

use crate::hooks::Hooks;
use jiff::Timestamp;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { open_requests: |store, browser, _| store.open_requests(browser, Timestamp::MIN), ..Hooks::SOUND };
