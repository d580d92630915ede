//! A document may have several roots.
//!
//! Several document elements are put below one: one is verified, another read (CVE-2022-39299).

use crate::hooks::Hooks;
use crate::refusal::Refusal;
use crate::weakness::lenient::{self, Steps, roots};
use crate::xml::Element;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| Ok(roots::below_one(&xml)),
    response: |document| Element::root(document).map(roots::response).ok_or_else(|| Refusal::new("structure", "empty")),
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    ..Hooks::SOUND
};

const STEPS: Steps = Steps { response: roots::response, parts: lenient::vouched, ..Steps::USUAL };
