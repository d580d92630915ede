//! A confirmation that is over, or never ends, passes.
//!
//! NotOnOrAfter of the bearer confirmation is not looked at (CVE-2026-1190).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        for confirmation in &mut changed.assertion.confirmations {
            confirmation.not_on_or_after = Some(expected.now.to_string());
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
