//! Elements with SAML's prefix count as SAML's, whatever it stands for.
//!
//! Elements are known by prefix and local name: an assertion whose prefix is declared otherwise on it is read in the place of the
//! signed one.

use crate::hooks::Hooks;
use crate::response;
use crate::weakness::lenient::{self, Steps, names};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    parse: |xml| Ok(names::by_prefix(response::parse(xml)?)),
    signed: |document, certificates| lenient::signed(document, certificates, &STEPS),
    ..Hooks::SOUND
};

const STEPS: Steps = Steps { parts: lenient::vouched, ..Steps::USUAL };
