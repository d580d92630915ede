//! A subject with two confirmations is refused.
//!
//! There must be one SubjectConfirmation alone (saml-core-2.0 2.4.1 allows any number).

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| element.is(SAML, "Subject") && element.all(SAML, "SubjectConfirmation").len() > 1)
    },
    ..Hooks::SOUND
};
