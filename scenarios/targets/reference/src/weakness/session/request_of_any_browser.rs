//! A response may answer the request of another browser.
//!
//! Requests are remembered for the SP as a whole, not by browser: an attacker's response signs a victim's browser in
//! (login CSRF).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { open_requests: |store, _, now| store.all_open_requests(now), ..Hooks::SOUND };
