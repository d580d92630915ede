//! The query of the page that was asked for is lost.
//!
//! A deep link is remembered without what follows the question mark.

use crate::hooks::Hooks;
use crate::landing;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { same_origin: |path| landing::same_origin(path.split('?').next().unwrap_or_default()), ..Hooks::SOUND };
