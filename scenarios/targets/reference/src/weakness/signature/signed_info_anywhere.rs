//! A SignedInfo at any depth of the signature is verified, and the first one followed.
//!
//! The signature value is held against the last SignedInfo in the signature, be it in an Object; the Reference is read from
//! the first.

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    signed_info: |signature| signature.descendants().into_iter().rfind(|element| element.is(DS, "SignedInfo")),
    parts: lenient::vouched,
    ..Steps::USUAL
};
