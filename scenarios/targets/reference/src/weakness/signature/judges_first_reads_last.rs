//! Of several signed assertions the first is judged and the last tells who it is.
//!
//! Each assertion must be signed; audience, times and confirmation are those of the first, the name that of the last.

use crate::hooks::Hooks;
use crate::response::{self, Part};
use crate::weakness::lenient::{self, Covered, Steps};
use crate::xml::Element;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    name_id: |assertion| {
        let last = assertion.parent().and_then(|response| lenient::children(response).pop());
        response::name_id(last.unwrap_or(assertion))
    },
    ..Hooks::SOUND
};

const STEPS: Steps = Steps { parts: all, ..Steps::USUAL };

/// The assertion is signed when each of them is.
fn all(response: Element<'_, '_>, _: Element<'_, '_>, covered: &[Covered<'_, '_>]) -> Vec<Part> {
    let signed = |one: Element<'_, '_>| covered.iter().any(|covered| covered.target.id == one.id);
    if lenient::children(response).into_iter().all(signed) { vec![Part::Assertion] } else { Vec::new() }
}
