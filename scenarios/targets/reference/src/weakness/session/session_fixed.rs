//! The session gets the name in the cookie, if there is one: whoever planted it is signed in, too (session fixation). The
//! cookie comes along from the IdP's site.

use super::cookie_for_any_site;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { session_id: |fresh, before| before.unwrap_or(fresh).to_owned(), ..cookie_for_any_site::HOOKS };
