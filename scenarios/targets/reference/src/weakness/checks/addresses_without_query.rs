//! Of Destination, Recipient and Audience what stands behind a question mark does not count.
//!
//! Addresses are compared without their query (saml-core-2.0 1.3.1 compares to the letter).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        let right = |text: &mut String, own: &str| {
            if text.split('?').next() == Some(own) {
                own.clone_into(text);
            }
        };
        changed.response.destination.iter_mut().for_each(|one| right(one, expected.acs_url));
        let recipients = changed.assertion.confirmations.iter_mut().filter_map(|one| one.recipient.as_mut());
        recipients.for_each(|one| right(one, expected.acs_url));
        let restrictions = changed.assertion.conditions.iter_mut().flat_map(|one| &mut one.audience_restrictions);
        restrictions.flatten().for_each(|one| right(one, expected.entity_id));
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
