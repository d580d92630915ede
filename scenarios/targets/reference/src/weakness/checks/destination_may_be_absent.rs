//! A signed response without Destination, or with an empty one, passes.
//!
//! A missing or empty Destination counts as this ACS, signed or not (saml-bindings-2.0 3.5.5.2).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut changed = response.clone();
        if changed.response.destination.as_deref().unwrap_or_default().is_empty() {
            changed.response.destination = Some(expected.acs_url.to_owned());
        }
        checks::all(&changed, expected)
    },
    ..Hooks::SOUND
};
