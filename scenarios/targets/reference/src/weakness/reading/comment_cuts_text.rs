//! A comment in a text ends it.
//!
//! The first piece of text is read: `victim@acme.test<!-- -->.evil.test` is the victim, although the signature covers the
//! whole (CVE-2017-11427, CVE-2018-0489).

use crate::hooks::Hooks;
use crate::weakness::lenient::texts::{Piece, pieces, whole};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    text: |element| Ok(whole(pieces(element).into_iter().take_while(|piece| !matches!(piece, Piece::Comment)))),
    ..Hooks::SOUND
};
