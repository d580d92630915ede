//! Confirmation data with anything foreign in it is refused.
//!
//! Other attributes and children of SubjectConfirmationData are refused (saml-core-2.0 2.4.1.2 allows them).

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            element.is(SAML, "SubjectConfirmationData")
                && (!element.elements().is_empty() || demand::has_foreign_attributes(element))
        })
    },
    ..Hooks::SOUND
};
