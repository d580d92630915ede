//! Any version of SAML passes.
//!
//! The Version of response and assertion is not looked at.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["version"], response, expected), ..Hooks::SOUND };
