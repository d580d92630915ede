//! An assertion inside the Object of a signature is read.
//!
//! The assertion is looked for in the Objects of signatures that hold, which no digest covers.

use crate::hooks::Hooks;
use crate::response::Part;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    read: |response, covered| {
        let objects = covered.iter().flat_map(|covered| covered.signature.all(DS, "Object"));
        let inside = objects.flat_map(lenient::anywhere).next();
        inside.or_else(|| lenient::children(response).into_iter().next())
    },
    parts: |_, _, covered| if covered.is_empty() { Vec::new() } else { vec![Part::Response, Part::Assertion] },
    ..Steps::USUAL
};
