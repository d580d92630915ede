//! The first assertion at any depth is read, whichever is signed.
//!
//! One assertion is signed; the first in the document is read, be it in Extensions, Advice or an Object (XSW7, XSW8).

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    read: |response, _| lenient::anywhere(response).into_iter().next(),
    parts: lenient::vouched,
    ..Steps::USUAL
};
