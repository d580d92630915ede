//! A refusal leads round in a circle.
//!
//! A refused response leads to an address that leads to itself.

use crate::hooks::Hooks;
use crate::routes::answer;
use crate::routes::see_other;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    refused: |refused| {
        let _logged = answer::refused(refused);
        see_other("/saml/acs?SAMLResponse=again")
    },
    ..Hooks::SOUND
};
