//! The first Conditions of the document count, in whatever they stand.
//!
//! An assertion for another service provider, or an old one, gets fitting Conditions beside it.

use crate::hooks::Hooks;
use crate::weakness::lenient;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    conditions: |assertion| {
        Ok(lenient::root_of(assertion).descendants().into_iter().find(|element| element.is(SAML, "Conditions")))
    },
    ..Hooks::SOUND
};
