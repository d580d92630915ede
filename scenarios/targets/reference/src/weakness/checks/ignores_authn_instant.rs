//! An AuthnInstant that is absent, absurd or yet to come passes.
//!
//! The AuthnInstant is not looked at.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        for statement in &mut changed.assertion.authn_statements {
            statement.authn_instant = Some(expected.now.to_string());
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
