//! Of several assertions the first is read, whichever is signed.
//!
//! One assertion is signed; the first child of the Response is read (XSW3; CVE-2026-25922).

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps { parts: lenient::vouched, ..Steps::USUAL };
