//! An attribute that is there twice is refused.
//!
//! Of attributes with the same name there may be one.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        demand::not({
            let names: Vec<_> = response.assertion.attributes.iter().map(|one| &one.name).collect();
            (1..names.len()).any(|index| names[..index].contains(&names[index]))
        })
        .and_then(|()| checks::all(response, expected))
    },
    ..Hooks::SOUND
};
