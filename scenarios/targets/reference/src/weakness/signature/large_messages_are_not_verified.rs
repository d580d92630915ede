//! A message that is too large to be verified is taken as it is.
//!
//! Verifying stops at 256 KiB, so that nobody keeps the SP busy, and what stops is no refusal.

use crate::hooks::Hooks;
use crate::response;
use crate::weakness::lenient::unverified;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| match document.input_text().len() > MOST {
        true => unverified::believed(document),
        false => response::signed(document, certificates),
    },
    ..Hooks::SOUND
};

const MOST: usize = 256 << 10;
