//! A signature may have any form that holds.
//!
//! Inclusive canonicalization, comments in the signature, an Object, a whole-document reference: what saml-core-2.0 5.4
//! rules out passes when it holds.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    target: |root, uri| {
        let id = demand::between(uri, "#xpointer(id('", "'))").map(|id| format!("#{id}"));
        lenient::with_id(root, id.as_deref().unwrap_or(uri)).into_iter().next()
    },
    parts: lenient::vouched,
    ..Steps::USUAL
};
