//! A response signs in as often as it is posted.
//!
//! Nothing is remembered of the assertions taken (CVE-2020-5261, CVE-2025-64131).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["replay"], response, expected), ..Hooks::SOUND };
