//! A Destination that begins with the ACS address is taken for it.
//!
//! The Destination is compared by its beginning.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        if let Some(destination) = changed.response.destination.as_mut().filter(|one| one.starts_with(expected.acs_url))
        {
            destination.truncate(expected.acs_url.len());
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
