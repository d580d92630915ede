//! Sign-out leaves a cookie that hides the next session.
//!
//! In place of taking the session cookie away, sign-out sets an empty one for a narrower path. Browsers send that one first
//! (RFC 6265 5.4), so whoever signs in again is not known there.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { no_session_cookie: || "sp_session=signed-out; Path=/me; HttpOnly".to_owned(), ..Hooks::SOUND };
