//! A signature that is a child of the Response vouches for the Response, whatever it refers to.
//!
//! What a signature covers is inferred from where it stands: one that is a child of the Response vouches for all of it
//! (CVE-2024-8698, CVE-2025-47949).

use crate::hooks::Hooks;
use crate::response::Part;
use crate::weakness::lenient::{self, Steps};
use crate::xml::DS;

/// What this weakness replaces.
pub const HOOKS: Hooks =
    Hooks { signed: |document, certificates| lenient::signed(document, certificates, &STEPS), ..Hooks::SOUND };

const STEPS: Steps = Steps {
    signatures: |root| match root.all(DS, "Signature") {
        own if own.is_empty() => (Steps::USUAL.signatures)(root),
        own => own,
    },
    parts: |response, assertion, covered| {
        let stands = |one: &lenient::Covered<'_, '_>| one.signature.parent().map(|parent| parent.id);
        match covered.iter().any(|one| stands(one) == Some(response.id)) {
            true => vec![Part::Response, Part::Assertion],
            false => lenient::own(response, assertion, covered),
        }
    },
    ..Steps::USUAL
};
