//! The session cookie is not sent along with the redirect that follows the IdP's post.

use super::Traits;
use crate::cookies;
use crate::hooks::Hooks;

/// How the SP differs. It is the weakness `session-cookie-strict`, too: people see the login page first.
pub const TRAITS: Traits = Traits {
    hooks: |hooks| Hooks { session_cookie: |id| cookies::session(id).replace("Lax", "Strict"), ..hooks },
    ..Traits::PLAIN
};
