//! A signature that does not hold ends in a 500.
//!
//! A signature that cannot be verified makes the SP fail.

use crate::hooks::Hooks;
use crate::routes::answer;
use crate::routes::internal;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| match refused.refusal.check {
        "signature" | "algorithm" => internal(refused.refusal),
        _ => answer::refused(refused),
    },
    ..Hooks::SOUND
};
