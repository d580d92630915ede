//! Any SubjectConfirmation will do, or none.
//!
//! The method of the confirmation is not looked at (CVE-2020-5268, CVE-2026-92855).

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["subject_confirmation"], response, expected), ..Hooks::SOUND };
