//! The SignatureValue is not verified.
//!
//! Digests fit; that the key signed them is not looked at (CVE-2026-49454).

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps { value_holds: |_| true, ..Steps::USUAL };
