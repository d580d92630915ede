//! The session cookie has SameSite=None.

use crate::cookies;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { session_cookie: |id| cookies::session(id).replace("Lax", "None"), ..Hooks::SOUND };
