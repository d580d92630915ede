//! Of several assertions the last is read, whichever is signed.
//!
//! One assertion is signed; the last child of the Response is read (XSW3 the other way round).

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    read: |response, _| lenient::children(response).into_iter().next_back(),
    parts: lenient::vouched,
    ..Steps::USUAL
};
