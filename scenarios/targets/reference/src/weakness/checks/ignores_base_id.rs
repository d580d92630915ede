//! A subject that is named otherwise than by a NameID signs in by its attributes.
//!
//! BaseID and EncryptedID are passed over, and the attribute email tells who it is.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| {
        let names: &[&str] = if response.assertion.name_id.is_none() { &["subject"] } else { &[] };
        checks::but(names, response, expected)
    },
    ..Hooks::SOUND
};
