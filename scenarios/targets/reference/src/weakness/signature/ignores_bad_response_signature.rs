//! A bad signature of the Response does not matter beside a good one of the assertion.
//!
//! Only the assertion's signature is looked at.

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};
use crate::xml::SAMLP;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    passed_over: |signature| signature.parent().is_some_and(|parent| parent.is(SAMLP, "Response")),
    ..Steps::USUAL
};
