//! A Recipient that begins with the ACS address is taken for it.
//!
//! The Recipient is compared by its beginning.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        for recipient in changed.assertion.confirmations.iter_mut().filter_map(|one| one.recipient.as_mut()) {
            if recipient.starts_with(expected.acs_url) {
                recipient.truncate(expected.acs_url.len());
            }
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
