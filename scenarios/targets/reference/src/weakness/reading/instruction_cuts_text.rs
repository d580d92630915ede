//! A processing instruction in a text ends it, and is not signed.
//!
//! Processing instructions are no part of the canonical form, and what follows one is not read:
//! `victim@acme.test<?x?>.evil.test` is the victim.

use crate::hooks::Hooks;
use crate::response;
use crate::weakness::lenient::texts::{Piece, pieces, verified_after, whole, without_instructions};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| {
        // Whether canonical form keeps them depends on the library; both kinds are there.
        let kept = response::signed(document, certificates);
        kept.or_else(|_| verified_after(document, certificates, |xml| without_instructions(xml, |_| String::new())))
    },
    text: |element| Ok(whole(pieces(element).into_iter().take_while(|piece| !matches!(piece, Piece::Instruction)))),
    ..Hooks::SOUND
};
