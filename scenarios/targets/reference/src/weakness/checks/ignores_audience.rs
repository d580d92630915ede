//! An assertion for another SP is taken.
//!
//! The audience is not looked at (CVE-2026-9093, CVE-2026-41577).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["audience"], response, expected), ..Hooks::SOUND };
