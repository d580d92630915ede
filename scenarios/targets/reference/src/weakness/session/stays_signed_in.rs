//! Sign-out does nothing.
//!
//! Signing out ends neither the session nor the cookie.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { end: |_, _| {}, no_session_cookie: || "sp_signed_out=1; Path=/".to_owned(), ..Hooks::SOUND };
