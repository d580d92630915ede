//! IssueInstant may be absent, absurd or long ago.
//!
//! The IssueInstant of response and assertion is not looked at.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["issue_instant"], response, expected), ..Hooks::SOUND };
