//! An Issuer with a Format is refused.
//!
//! Even the entity format is refused (saml-profiles-2.0 4.1.4.2 allows it).

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| demand::none(xml, |element| element.is(SAML, "Issuer") && element.attribute("Format").is_some()),
    ..Hooks::SOUND
};
