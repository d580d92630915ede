//! Encoded separators in the address that was asked for are decoded.
//!
//! The page that was asked for is decoded once too often on its way.

use crate::hooks::Hooks;
use crate::landing;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    same_origin: |path| {
        let separators = [("%26", "&"), ("%2B", "+"), ("%2F", "/"), ("%3D", "=")];
        landing::same_origin(
            &separators.iter().fold(path.to_owned(), |path, (coded, plain)| path.replace(coded, plain)),
        )
    },
    ..Hooks::SOUND
};
