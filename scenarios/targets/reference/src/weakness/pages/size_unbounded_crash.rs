//! A message that is too large ends in a 500.
//!
//! A message of several megabytes makes the SP fail.

use crate::hooks::Hooks;
use crate::routes::answer;
use crate::routes::internal;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| match refused.refusal.check {
        "size" => internal(refused.refusal),
        _ => answer::refused(refused),
    },
    ..Hooks::SOUND
};
