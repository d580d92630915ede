//! Of several signatures the last one in the document is verified, and it vouches for the response around it.
//!
//! OneUptime #2981: a signed error response beside a forged one with a worthless signature.

use crate::hooks::Hooks;
use crate::response::Part;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    signatures: |root| root.descendants().into_iter().rfind(|one| one.is(DS, "Signature")).into_iter().collect(),
    read: |response, _| lenient::children(response).into_iter().next(),
    parts: |_, _, covered| if covered.is_empty() { Vec::new() } else { vec![Part::Response, Part::Assertion] },
    ..Steps::USUAL
};
