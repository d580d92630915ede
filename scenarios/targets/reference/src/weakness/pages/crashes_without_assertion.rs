//! A response without an assertion ends in a 500.
//!
//! A response that says that the IdP refused has no assertion, and ends in a 500.

use crate::hooks::Hooks;
use crate::routes::answer;
use crate::routes::internal;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| match refused.refusal.reason.starts_with("0 assertions") {
        true => internal(refused.refusal),
        false => answer::refused(refused),
    },
    ..Hooks::SOUND
};
