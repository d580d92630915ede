//! Of several References the last alone is verified, and all are believed.
//!
//! The loop over the References verifies the last one each time (CVE-2026-33487).

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    references: |signature| {
        let signed_info = signature.first(DS, "SignedInfo");
        signed_info.and_then(|signed_info| signed_info.all(DS, "Reference").pop()).into_iter().collect()
    },
    parts: lenient::vouched,
    ..Steps::USUAL
};
