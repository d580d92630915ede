//! Elements of any namespace count as SAML's.
//!
//! Elements are known by their local names: an assertion in a namespace of its own is read in the place of the signed one
//! (CVE-2025-25292).

use crate::hooks::Hooks;
use crate::response;
use crate::weakness::lenient::{self, Steps, names};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    parse: |xml| Ok(names::in_any_namespace(response::parse(xml)?)),
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    ..Hooks::SOUND
};

const STEPS: Steps = Steps { parts: lenient::vouched, ..Steps::USUAL };
