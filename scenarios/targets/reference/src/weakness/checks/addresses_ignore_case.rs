//! Destination, Recipient and Audience are compared without regard to case.
//!
//! Addresses are compared without regard to case (saml-core-2.0 1.3.1 compares to the letter).

use super::with_addresses;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| with_addresses(response, expected, |text, own| text.eq_ignore_ascii_case(own)),
    ..Hooks::SOUND
};
