//! A CDATA section in a text ends it.
//!
//! The first text node is read: `victim@acme.test<![CDATA[.evil.test]]>` is the victim.

use crate::hooks::Hooks;
use crate::weakness::lenient::texts::{Piece, pieces, whole};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    text: |element| {
        let first = pieces(element).into_iter().take_while(|piece| !matches!(piece, Piece::CData(_)));
        Ok(whole(first))
    },
    ..Hooks::SOUND
};
