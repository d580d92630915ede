//! Attributes beside the assertion count as well.
//!
//! Attributes of every AttributeStatement in the document are merged, signed or not; of two with a name the first counts.

use crate::hooks::Hooks;
use crate::weakness::lenient;
use crate::xml::{Element, SAML};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    attributes: |assertion| {
        let all =
            lenient::root_of(assertion).descendants().into_iter().filter(|one| one.is(SAML, "AttributeStatement"));
        let mut merged: Vec<Element<'_, '_>> = Vec::new();
        for attribute in all.flat_map(|statement| statement.all(SAML, "Attribute")) {
            if !merged.iter().any(|known| known.attribute("Name") == attribute.attribute("Name")) {
                merged.push(attribute);
            }
        }
        merged
    },
    ..Hooks::SOUND
};
