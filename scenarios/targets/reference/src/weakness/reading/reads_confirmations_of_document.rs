//! A SubjectConfirmation anywhere in the document confirms the assertion.
//!
//! One that holds is enough, and where it stands is not asked: an assertion for another recipient gets one beside it.

use crate::hooks::Hooks;
use crate::weakness::lenient;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    confirmations: |assertion| {
        let all = lenient::root_of(assertion).descendants().into_iter();
        Ok(all.filter(|element| element.is(SAML, "SubjectConfirmation")).collect())
    },
    ..Hooks::SOUND
};
