//! A bearer confirmation without data passes.
//!
//! A bearer confirmation without SubjectConfirmationData counts as one that holds (saml-profiles-2.0 4.1.4.2).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        let in_response_to = changed.response.in_response_to.clone();
        for confirmation in &mut changed.assertion.confirmations {
            if confirmation.recipient.is_none() && confirmation.not_on_or_after.is_none() {
                confirmation.recipient = Some(expected.acs_url.to_owned());
                confirmation.not_on_or_after = Some(expected.now.to_string());
                confirmation.in_response_to.clone_from(&in_response_to);
            }
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
