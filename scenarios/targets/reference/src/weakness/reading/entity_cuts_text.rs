//! An entity in a text ends it.
//!
//! Entities are expanded for the signature; the text is read up to the first one (CVE-2018-0486).

use crate::hooks::Hooks;
use crate::weakness::lenient::dtd;
use crate::weakness::lenient::texts::{Piece, pieces, whole};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| Ok(dtd::expanded(&xml, |value| format!("<!-- -->{value}"))),
    text: |element| Ok(whole(pieces(element).into_iter().take_while(|piece| !matches!(piece, Piece::Comment)))),
    ..Hooks::SOUND
};
