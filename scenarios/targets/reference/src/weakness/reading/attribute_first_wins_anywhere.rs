//! The first AttributeStatement of the document counts.
//!
//! Attributes are read from the first AttributeStatement in the document, signed or not.

use crate::hooks::Hooks;
use crate::weakness::lenient;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    attributes: |assertion| {
        let all = lenient::root_of(assertion).descendants();
        let first = all.into_iter().find(|one| one.is(SAML, "AttributeStatement"));
        first.map(|statement| statement.all(SAML, "Attribute")).unwrap_or_default()
    },
    ..Hooks::SOUND
};
