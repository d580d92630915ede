//! Anything that the key signed vouches for the assertion.
//!
//! A signature over metadata, a logout message or an error response, anywhere in the document, vouches for the assertion
//! that is there (CVE-2024-6800, CVE-2022-39299).

use crate::hooks::Hooks;
use crate::response::Part;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    passed_over: |_| true,
    signatures: |root| root.descendants().into_iter().filter(|one| one.is(DS, "Signature")).collect(),
    read: |response, _| lenient::children(response).into_iter().next(),
    parts: |_, _, covered| if covered.is_empty() { Vec::new() } else { vec![Part::Response, Part::Assertion] },
    ..Steps::USUAL
};
