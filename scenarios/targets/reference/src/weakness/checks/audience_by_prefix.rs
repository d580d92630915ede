//! An audience that begins with this SP's entity ID is taken for it.
//!
//! The audience is compared by its beginning.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        let restrictions = changed.assertion.conditions.iter_mut().flat_map(|one| &mut one.audience_restrictions);
        for audience in restrictions.flatten().filter(|audience| audience.starts_with(expected.entity_id)) {
            audience.truncate(expected.entity_id.len());
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
