//! A NameID of a Format that is not SAML's own is refused.
//!
//! The Format of the NameID must be one that SAML defines (saml-core-2.0 8.3).

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            element.is(SAML, "NameID")
                && element.attribute("Format").is_some_and(|format| !format.starts_with("urn:oasis:names:tc:SAML:"))
        })
    },
    ..Hooks::SOUND
};
