//! Of two elements with an ID the first is verified and the last read.
//!
//! An ID that is there twice is resolved to the first element; the last assertion with it is read (CVE-2016-5697,
//! CVE-2026-9487).

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    read: |response, covered| {
        let id = covered.first()?.target.attribute("ID");
        lenient::anywhere(response).into_iter().rfind(|assertion| assertion.attribute("ID") == id)
    },
    parts: lenient::vouched,
    ..Steps::USUAL
};
