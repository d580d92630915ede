//! Of two elements with an ID the last is verified and the first read.
//!
//! An ID that is there twice is resolved to the last element; the first assertion with it is read (CVE-2026-9487).

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    target: |root, uri| lenient::with_id(root, uri).into_iter().next_back(),
    read: |response, covered| {
        let id = covered.first()?.target.attribute("ID");
        lenient::anywhere(response).into_iter().find(|assertion| assertion.attribute("ID") == id)
    },
    parts: lenient::vouched,
    ..Steps::USUAL
};
