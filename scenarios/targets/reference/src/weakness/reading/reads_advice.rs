//! An assertion in the Advice is read.
//!
//! The innermost assertion is read, be it in the Advice of the signed one (saml-core-2.0 2.6).

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    passed_over: |_| true,
    read: |response, _| lenient::anywhere(response).into_iter().next_back(),
    parts: lenient::vouched,
    ..Steps::USUAL
};
