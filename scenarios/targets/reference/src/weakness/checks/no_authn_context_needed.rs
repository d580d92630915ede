//! An AuthnStatement without AuthnContext passes.
//!
//! The AuthnContext is not looked at.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        for statement in &mut changed.assertion.authn_statements {
            statement.has_context = true;
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
