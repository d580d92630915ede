//! An attribute value that says its type is refused.
//!
//! saml-core-2.0 2.7.3.1.1 lets a value carry xsi:type.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| element.is(SAML, "AttributeValue") && demand::xsi_type(element).is_some())
    },
    ..Hooks::SOUND
};
