//! Of two NameIDs the last counts.
//!
//! A subject may have several NameIDs; the last is read.

use crate::hooks::Hooks;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    name_id: |assertion| Ok(assertion.first(SAML, "Subject").and_then(|subject| subject.all(SAML, "NameID").pop())),
    ..Hooks::SOUND
};
