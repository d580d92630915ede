//! Signing out makes the browser forget the session, which lasts: whoever copied the cookie is still signed in.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { end: |_, _| {}, ..Hooks::SOUND };
