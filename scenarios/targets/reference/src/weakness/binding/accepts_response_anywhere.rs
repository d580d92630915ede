//! Any address of the SP takes responses for any address of it.
//!
//! A response posted to any path is taken, not to the Assertion Consumer Service alone, when it is for any path.

use crate::checks::{self, Expected};
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    acs_anywhere: true,
    checks: |response, expected| {
        let own = expected.acs_url.trim_end_matches("/saml/acs");
        let destination = response.response.destination.as_deref().filter(|one| one.starts_with(own));
        let acs_url = destination.unwrap_or(expected.acs_url);
        checks::all(response, &Expected { acs_url, ..expected.clone() })
    },
    ..Hooks::SOUND
};
