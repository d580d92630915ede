//! The session keeps the name that the browser brought along.
//!
//! The session gets the name in the cookie, if there is one: whoever planted it is signed in, too (session fixation). The
//! cookie comes along from the IdP's site.

use crate::cookies;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    session_id: |fresh, before| before.unwrap_or(fresh).to_owned(),
    session_cookie: |id| cookies::session(id).replace("Lax", "None"),
    ..Hooks::SOUND
};
