//! A response that nobody signed signs in whom it names.
//!
//! Nothing need be signed: a response without any signature passes (CVE-2026-7557, CVE-2025-54982). A signature that is
//! there must hold.

use crate::checks;
use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { checks: |response, expected| checks::but(&["signature"], response, expected), ..Hooks::SOUND };
