//! An attribute value of another type than string is refused.
//!
//! Attribute values must be strings.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            element.is(SAML, "AttributeValue")
                && demand::xsi_type(element).is_some_and(|kind| !kind.ends_with("string"))
        })
    },
    ..Hooks::SOUND
};
