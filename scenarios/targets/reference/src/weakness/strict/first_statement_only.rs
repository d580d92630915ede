//! Attributes of the first AttributeStatement alone are there.
//!
//! A second AttributeStatement is passed over (saml-core-2.0 2.3.3 allows any number).

use crate::hooks::Hooks;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    attributes: |assertion| {
        let first = assertion.first(SAML, "AttributeStatement");
        first.map(|statement| statement.all(SAML, "Attribute")).unwrap_or_default()
    },
    ..Hooks::SOUND
};
