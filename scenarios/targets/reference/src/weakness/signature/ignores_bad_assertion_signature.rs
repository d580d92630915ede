//! A bad signature of the assertion does not matter beside a good one of the Response.
//!
//! Only the Response's signature is looked at, and vouches for the assertion whatever it is.

use crate::hooks::Hooks;
use crate::response::Part;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    passed_over: |signature| signature.parent().is_some_and(lenient::is_assertion),
    parts: |_, _, covered| if covered.is_empty() { Vec::new() } else { vec![Part::Response, Part::Assertion] },
    ..Steps::USUAL
};
