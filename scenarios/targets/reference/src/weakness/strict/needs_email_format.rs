//! A NameID of the persistent or transient format is refused.
//!
//! The Format of the NameID must be that of an address, or unspecified.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            element.is(SAML, "NameID")
                && element
                    .attribute("Format")
                    .is_some_and(|format| format.ends_with(":persistent") || format.ends_with(":transient"))
        })
    },
    ..Hooks::SOUND
};
