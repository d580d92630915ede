//! A confirmation without Recipient is for everybody.
//!
//! A missing Recipient counts as this ACS.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        for confirmation in &mut changed.assertion.confirmations {
            confirmation.recipient.get_or_insert_with(|| expected.acs_url.to_owned());
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
