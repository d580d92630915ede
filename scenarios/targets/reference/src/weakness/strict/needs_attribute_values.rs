//! An attribute without a value, or with an empty one, is refused.
//!
//! Every attribute must have a value that is not empty (saml-core-2.0 2.7.3).

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| demand::none(xml, |element| element.is(SAML, "Attribute") && element.deep_text().trim().is_empty()),
    ..Hooks::SOUND
};
