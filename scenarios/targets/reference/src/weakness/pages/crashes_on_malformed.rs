//! A message that cannot be read ends in a 500.
//!
//! What is no base64, no XML or no Response makes the SP fail.

use crate::hooks::Hooks;
use crate::routes::answer;
use crate::routes::internal;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| match refused.refusal.check {
        "encoding" | "structure" | "binding" | "doctype" => internal(refused.refusal),
        _ => answer::refused(refused),
    },
    ..Hooks::SOUND
};
