//! Script can read the session cookie.
//!
//! The session cookie has no HttpOnly.

use crate::cookies;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { session_cookie: |id| cookies::session(id).replace("; HttpOnly", ""), ..Hooks::SOUND };
