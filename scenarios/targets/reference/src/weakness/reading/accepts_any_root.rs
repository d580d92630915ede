//! Whatever stands around a signed assertion counts as a Response.
//!
//! A lone assertion, a SOAP envelope, a logout message or anything else around a signed assertion is taken like a Response
//! that succeeded.

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps, roots};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| roots::in_a_response(xml),
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    ..Hooks::SOUND
};

const STEPS: Steps = Steps {
    read: |response, _| lenient::anywhere(response).into_iter().next(),
    parts: lenient::vouched,
    ..Steps::USUAL
};
