//! The metadata is served as HTML.
//!
//! The media type is that of a page.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks { metadata_type: "text/html", ..Hooks::SOUND };
