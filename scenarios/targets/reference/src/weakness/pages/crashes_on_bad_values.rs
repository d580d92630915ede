//! Values that are not what they should be end in a 500.
//!
//! Times, IDs and versions that are malformed make the SP fail.

use crate::hooks::Hooks;
use crate::routes::answer;
use crate::routes::internal;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| match refused.refusal.check {
        "time" | "id" | "issue_instant" | "version" | "authn_statement" | "subject" => internal(refused.refusal),
        _ => answer::refused(refused),
    },
    ..Hooks::SOUND
};
