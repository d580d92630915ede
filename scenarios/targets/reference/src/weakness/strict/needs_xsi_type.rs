//! An attribute value without xsi:type is refused.
//!
//! Attribute values must say their type (saml-core-2.0 2.7.3.1 leaves it open).

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| element.is(SAML, "AttributeValue") && demand::xsi_type(element).is_none())
    },
    ..Hooks::SOUND
};
