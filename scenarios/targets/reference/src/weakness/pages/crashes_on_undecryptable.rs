//! An assertion that cannot be decrypted ends in a 500.
//!
//! What cannot be decrypted makes the SP fail.

use crate::hooks::Hooks;
use crate::routes::answer;
use crate::routes::internal;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| match refused.refusal.check {
        "encryption" => internal(refused.refusal),
        _ => answer::refused(refused),
    },
    ..Hooks::SOUND
};
