//! Of Destination, Recipient and Audience what stands behind a question mark does not count.
//!
//! Addresses are compared without their query (saml-core-2.0 1.3.1 compares to the letter).

use super::with_addresses;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    checks: |response, expected| with_addresses(response, expected, |text, own| text.split('?').next() == Some(own)),
    ..Hooks::SOUND
};
