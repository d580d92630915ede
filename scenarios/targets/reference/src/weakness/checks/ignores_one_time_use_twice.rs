//! OneTimeUse and ProxyRestriction may stand there twice.
//!
//! Repeated conditions do not matter (saml-core-2.0 2.5.1.5, 2.5.1.6).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        if let Some(conditions) = &mut changed.assertion.conditions {
            conditions.one_time_uses = conditions.one_time_uses.min(1);
            conditions.proxy_restrictions = conditions.proxy_restrictions.min(1);
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
