//! That the Response has a signature is enough.
//!
//! The signature of the Response is demanded, and not verified.

use crate::hooks::Hooks;
use crate::response::Part;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    signatures: |root| root.all(DS, "Signature"),
    holds_anyway: |_| true,
    parts: |_, _, covered| if covered.is_empty() { Vec::new() } else { vec![Part::Response, Part::Assertion] },
    ..Steps::USUAL
};
