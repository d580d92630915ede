//! Of the address that was asked for, 64 characters are kept.
//!
//! The column that keeps the page that was asked for is too short.

use crate::hooks::Hooks;
use crate::landing;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    same_origin: |path| {
        let kept = landing::same_origin(path)?;
        Some(kept.chars().take(64).collect())
    },
    ..Hooks::SOUND
};
