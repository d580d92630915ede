//! A response may answer any request, or none.
//!
//! InResponseTo is not looked at, neither in the response nor in the confirmation (CVE-2026-53425).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["in_response_to"], response, expected), ..Hooks::SOUND };
