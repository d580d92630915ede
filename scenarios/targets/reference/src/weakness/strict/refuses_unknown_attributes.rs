//! An assertion with attributes that are not known is refused.
//!
//! Attributes must be those of the guide.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        demand::not(response.assertion.attributes.iter().any(|one| !KNOWN.contains(&one.name.as_str())))
            .and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};

const KNOWN: &[&str] = &["email", "mail", "firstName", "lastName", "memberOf", "groups"];
