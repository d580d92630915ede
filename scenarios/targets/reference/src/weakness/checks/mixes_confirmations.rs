//! Of several confirmations one may have the right address and another the right time.
//!
//! Recipient, time and InResponseTo are each looked for in any of the confirmations, not in one and the same
//! (saml-core-2.0 2.4.1).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        let all = changed.assertion.confirmations.clone();
        if let Some(first) = changed.assertion.confirmations.first_mut() {
            let here = all.iter().map(|one| &one.recipient).find(|one| one.as_deref() == Some(expected.acs_url));
            first.recipient = here.cloned().unwrap_or(first.recipient.take());
            first.not_on_or_after = all.iter().map(|one| one.not_on_or_after.clone()).max().flatten();
            first.in_response_to.clone_from(&response.response.in_response_to);
        }
        changed.assertion.confirmations.truncate(1);
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
