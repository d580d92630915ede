//! A CDATA section in a text does not count.
//!
//! CDATA sections are passed over: `<![CDATA[not-]]>victim@acme.test` is the victim.

use crate::hooks::Hooks;
use crate::weakness::lenient::texts::{Piece, pieces, whole};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    text: |element| Ok(whole(pieces(element).into_iter().filter(|piece| !matches!(piece, Piece::CData(_))))),
    ..Hooks::SOUND
};
