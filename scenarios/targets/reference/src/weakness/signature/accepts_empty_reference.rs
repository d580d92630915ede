//! A Reference to the whole document will do for the assertion.
//!
//! An empty Reference URI counts as one to the element that the signature stands in (saml-core-2.0 5.4.2).

use crate::hooks::Hooks;
use crate::response::Part;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    parts: |_, _, covered| {
        let stands = |covered: &lenient::Covered<'_, '_>| covered.signature.parent().is_some_and(lenient::is_assertion);
        covered.iter().map(|covered| if stands(covered) { Part::Assertion } else { Part::Response }).collect()
    },
    ..Steps::USUAL
};
