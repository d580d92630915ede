//! An assertion without a subject signs in by its attributes.
//!
//! There need be no Subject; the attribute email tells who it is (saml-profiles-2.0 4.1.4.2).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let none = response.assertion.name_id.is_none() && response.assertion.confirmations.is_empty();
        let names: &[&str] = if none { &["subject", "subject_confirmation"] } else { &[] };
        checks::but(names, response, expected)
    },
    ..Hooks::SOUND
};
