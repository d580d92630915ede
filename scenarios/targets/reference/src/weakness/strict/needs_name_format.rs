//! An attribute whose NameFormat is another than the basic one is refused.
//!
//! Attributes must be named in the basic format.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            element.is(SAML, "Attribute")
                && element.attribute("NameFormat").is_some_and(|format| !format.ends_with(":basic"))
        })
    },
    ..Hooks::SOUND
};
