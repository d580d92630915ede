//! The enveloped transform drops every signature with the same value.
//!
//! Any signature that repeats the SignatureValue is left out of the digest, with whatever is in it; the first assertion is
//! read.

use crate::hooks::Hooks;
use crate::weakness::lenient::{self, Steps};
use crate::xml::{DS, Element};

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    signatures: |root| root.all(DS, "Signature").into_iter().take(1).collect(),
    enveloped: |signature| {
        let value = |one: Element<'_, '_>| one.first(DS, "SignatureValue").map(Element::deep_text);
        let all = lenient::root_of(signature).descendants().into_iter().filter(|one| one.is(DS, "Signature"));
        all.filter(|one| value(*one) == value(signature)).collect()
    },
    read: |response, _| lenient::anywhere(response).into_iter().next(),
    parts: lenient::vouched,
    ..Steps::USUAL
};
