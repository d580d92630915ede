//! A signature anywhere in the document vouches for the first assertion.
//!
//! Whichever signature holds over what its Reference designates, the first assertion of the document is read (XSW;
//! CVE-2022-41912, CVE-2026-18092).

use crate::hooks::Hooks;
use crate::response::Part;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    passed_over: |_| true,
    read: |response, _| lenient::anywhere(response).into_iter().next(),
    parts: |_, _, covered| if covered.is_empty() { Vec::new() } else { vec![Part::Response, Part::Assertion] },
    ..Steps::USUAL
};
