//! Of several AudienceRestrictions one is enough.
//!
//! Of several AudienceRestrictions one must name this SP, not each (saml-core-2.0 2.5.1.4).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        if let Some(conditions) = &mut changed.assertion.conditions {
            let all: Vec<String> = conditions.audience_restrictions.drain(..).flatten().collect();
            conditions.audience_restrictions.extend((!all.is_empty()).then_some(all));
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
