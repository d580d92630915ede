//! The first DigestValue of the document counts.
//!
//! DigestValue is looked up in the whole document, so that one smuggled in before the signature counts (CVE-2024-45409).

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};
use crate::xml::{DS, Element};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    digest_value: |reference| {
        let all = lenient::root_of(reference).descendants();
        all.into_iter().find(|element| element.is(DS, "DigestValue")).map(Element::deep_text)
    },
    ..Steps::USUAL
};
