//! The first NameID of the document counts, in whatever it stands.
//!
//! The first NameID of the document counts, be it outside the signed assertion.

use crate::hooks::Hooks;
use crate::weakness::lenient;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    name_id: |assertion| {
        Ok(lenient::root_of(assertion).descendants().into_iter().find(|element| element.is(SAML, "NameID")))
    },
    ..Hooks::SOUND
};
