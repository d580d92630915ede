//! The session cookie says nothing of SameSite.
//!
//! The session cookie leaves it to the browser when it goes to other sites.

use crate::cookies;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { session_cookie: |id| cookies::session(id).replace("; SameSite=Lax", ""), ..Hooks::SOUND };
