//! A comment in a text drops what stands before it.
//!
//! The last piece of text is read: `not-<!-- -->victim@acme.test` is the victim.

use crate::hooks::Hooks;
use crate::weakness::lenient::texts::{Piece, pieces, whole};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    text: |element| {
        let mut pieces = pieces(element);
        let last = pieces.iter().rposition(|piece| matches!(piece, Piece::Comment)).map_or(0, |last| last + 1);
        Ok(whole(pieces.split_off(last)))
    },
    ..Hooks::SOUND
};
