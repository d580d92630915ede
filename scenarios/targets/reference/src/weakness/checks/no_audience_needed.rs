//! An assertion without AudienceRestriction is for everybody.
//!
//! A missing AudienceRestriction counts as one for this SP.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        if let Some(conditions) = &mut changed.assertion.conditions
            && conditions.audience_restrictions.is_empty()
        {
            conditions.audience_restrictions.push(vec![expected.entity_id.to_owned()]);
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
