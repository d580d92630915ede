//! The session cookie does not survive the way back from the IdP.
//!
//! The session cookie has SameSite=Strict: after the redirect from another site's post it is not sent.

use crate::cookies;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { session_cookie: |id| cookies::session(id).replace("Lax", "Strict"), ..Hooks::SOUND };
