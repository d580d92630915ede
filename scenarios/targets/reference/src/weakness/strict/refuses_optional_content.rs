//! A Response with Consent, StatusMessage or StatusDetail is refused.
//!
//! What a Response may say besides is refused.

use crate::hooks::Hooks;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            element.attribute("Consent").is_some() || ["StatusMessage", "StatusDetail"].contains(&element.name())
        })
    },
    ..Hooks::SOUND
};
