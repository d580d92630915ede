//! A character reference in a text drops what stands before it.
//!
//! A parser that delivers texts in pieces begins a new one at each character reference, and each takes the place of the one
//! before: `not&#45;victim@acme.test` is the victim.

use crate::hooks::Hooks;
use crate::weakness::lenient::texts;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    text: |element| match texts::around_references(element) {
        Some((_, last)) => Ok(last),
        None => (Hooks::SOUND.text)(element),
    },
    ..Hooks::SOUND
};
