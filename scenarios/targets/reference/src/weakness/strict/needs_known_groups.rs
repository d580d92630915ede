//! Groups without one that is known are refused.
//!
//! Groups come by the names that the SP's guide gives as an example, or the person is refused.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let mut groups = response.assertion.attributes.iter().filter(|attribute| attribute.name == "memberOf");
        let unknown = groups.any(|groups| !groups.values.iter().any(|group| group == "Acme SSO"));
        demand::not(unknown).and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};
