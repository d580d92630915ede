//! An entity in a text does not count.
//!
//! Entities are expanded for the signature, and passed over where the text is read.

use crate::hooks::Hooks;
use crate::weakness::lenient::dtd;
use crate::weakness::lenient::texts::{Piece, pieces, whole};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| Ok(dtd::expanded(&xml, |value| format!("<![CDATA[{value}]]>"))),
    text: |element| Ok(whole(pieces(element).into_iter().filter(|piece| !matches!(piece, Piece::CData(_))))),
    ..Hooks::SOUND
};
