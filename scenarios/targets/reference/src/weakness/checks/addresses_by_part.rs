//! Destination, Recipient and Audience need to hold the right one somewhere.
//!
//! Addresses are looked for as a part of the text: `https://other.example/?for=` and the right one behind it will do.

use super::with_addresses;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| with_addresses(response, expected, |text, own| text.contains(own)),
    ..Hooks::SOUND
};
