//! A NameID of more than 64 letters is refused.
//!
//! Names are limited to 64 letters (256 are to be taken).

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| demand::none(xml, |element| element.is(SAML, "NameID") && element.deep_text().chars().count() > 64),
    ..Hooks::SOUND
};
