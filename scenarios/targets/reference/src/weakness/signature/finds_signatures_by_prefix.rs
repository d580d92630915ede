//! A signature is verified when its prefix is `ds`, and counts with any.
//!
//! The verifier looks for `ds:Signature`, whoever asks whether there is a signature for the namespace.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps { holds_anyway: |signature| demand::prefix(signature) != Some("ds"), ..Steps::USUAL };
