//! A NameID inside the SubjectConfirmation is the subject.
//!
//! The subject is read from the confirmation when there is a NameID in it, although the confirmation names the one who
//! brings the assertion, not the one it is about (saml-core-2.0 2.4.1.1).

use crate::hooks::Hooks;
use crate::response;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    name_id: |assertion| {
        let confirmation =
            assertion.first(SAML, "Subject").and_then(|subject| subject.first(SAML, "SubjectConfirmation"));
        match confirmation.and_then(|confirmation| confirmation.first(SAML, "NameID")) {
            Some(name_id) => Ok(Some(name_id)),
            None => response::name_id(assertion),
        }
    },
    ..Hooks::SOUND
};
