//! The Address in SubjectConfirmationData is not tolerated.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            element.is(SAML, "SubjectConfirmationData") && element.attribute("Address").is_some()
        })
    },
    ..Hooks::SOUND
};
