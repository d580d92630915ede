//! An empty Signature holds.
//!
//! A Signature without SignedInfo has nothing in it that does not hold.

use crate::checks;
use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    checks: |response, expected| checks::but(&["algorithm"], response, expected),
    ..Hooks::SOUND
};

const STEPS: Steps = Steps { holds_anyway: |signature| signature.first(DS, "SignedInfo").is_none(), ..Steps::USUAL };
