//! Of Destination and Recipient the path alone is compared.
//!
//! Of Destination and Recipient the path is compared, as behind a proxy that hides the SP's own name.

use url::Url;

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        let path = |address: &str| Url::parse(address).map(|url| url.path().to_owned()).ok();
        let right = |address: &mut String| {
            if path(address) == path(expected.acs_url) {
                expected.acs_url.clone_into(address);
            }
        };
        changed.response.destination.iter_mut().for_each(right);
        changed.assertion.confirmations.iter_mut().filter_map(|one| one.recipient.as_mut()).for_each(right);
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
