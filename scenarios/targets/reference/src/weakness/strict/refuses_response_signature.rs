//! A signature of the Response is refused.
//!
//! The assertion alone may be signed.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::{DS, SAMLP};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| element.is(SAMLP, "Response") && element.first(DS, "Signature").is_some())
    },
    ..Hooks::SOUND
};
