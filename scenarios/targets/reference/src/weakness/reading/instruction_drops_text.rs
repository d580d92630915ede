//! A processing instruction in a text drops what stands before it, and is not signed.
//!
//! Processing instructions are no part of the canonical form, and what stands before one is not read:
//! `not-<?x?>victim@acme.test` is the victim.

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
    text: |element| {
        let mut pieces = pieces(element);
        let last = pieces.iter().rposition(|piece| matches!(piece, Piece::Instruction)).map_or(0, |last| last + 1);
        Ok(whole(pieces.split_off(last)))
    },
    ..Hooks::SOUND
};
