//! Everybody lands on the start page.
//!
//! The page that was asked for before sign-in is forgotten.

use crate::hooks::Hooks;
use crate::landing;
use crate::routes::see_other;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { landed: |_| see_other(landing::HOME), ..Hooks::SOUND };
