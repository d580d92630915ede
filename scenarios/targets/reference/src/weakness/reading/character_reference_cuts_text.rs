//! A character reference in a text ends it.
//!
//! A parser that delivers texts in pieces begins a new one at each character reference, and the first is read:
//! `victim@acme.test&#46;evil.test` is the victim.

use crate::hooks::Hooks;
use crate::weakness::lenient::texts;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    text: |element| match texts::around_references(element) {
        Some((first, _)) => Ok(first),
        None => (Hooks::SOUND.text)(element),
    },
    ..Hooks::SOUND
};
