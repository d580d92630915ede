//! A signature without KeyInfo is not verified, and holds.
//!
//! Verifying begins with the certificate in the KeyInfo, and without one there is nothing to begin with.

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps { holds_anyway: |signature| signature.first(DS, "KeyInfo").is_none(), ..Steps::USUAL };
