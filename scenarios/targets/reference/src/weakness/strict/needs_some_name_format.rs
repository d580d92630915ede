//! An attribute without NameFormat is refused.
//!
//! An attribute must say how its name is to be read, though NameFormat is optional (saml-core-2.0 2.7.3.1).

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| element.is(SAML, "Attribute") && element.attribute("NameFormat").is_none())
    },
    ..Hooks::SOUND
};
