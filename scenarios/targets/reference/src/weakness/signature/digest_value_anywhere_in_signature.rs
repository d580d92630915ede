//! The first DigestValue of the signature counts.
//!
//! DigestValue is looked up in the whole of Signature, so that one smuggled in before SignedInfo counts.

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};
use crate::xml::{DS, Element};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    digest_value: |reference| {
        let signature =
            std::iter::successors(Some(reference), |one| one.parent()).find(|one| one.is(DS, "Signature"))?;
        let all = signature.descendants();
        all.into_iter().find(|element| element.is(DS, "DigestValue")).map(Element::deep_text)
    },
    ..Steps::USUAL
};
