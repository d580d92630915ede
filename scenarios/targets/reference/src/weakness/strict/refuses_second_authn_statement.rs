//! An assertion with two AuthnStatements is refused.
//!
//! There must be one AuthnStatement alone.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| element.is(SAML, "Assertion") && element.all(SAML, "AuthnStatement").len() > 1)
    },
    ..Hooks::SOUND
};
