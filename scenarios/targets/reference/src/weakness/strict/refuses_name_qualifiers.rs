//! A NameID with qualifiers is refused.
//!
//! NameQualifier and SPNameQualifier are refused even when they are the IdP's and this SP's.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            element.is(SAML, "NameID")
                && ["NameQualifier", "SPNameQualifier"].iter().any(|name| element.attribute(name).is_some())
        })
    },
    ..Hooks::SOUND
};
