//! Content that is rare, and allowed, makes the SP fail.
//!
//! An Address, elements in a value, an empty statement, an attribute without Name or an EncryptedID ends in a 500.

use crate::hooks::Hooks;
use crate::refusal::Refusal;
use crate::routes::answer;
use crate::routes::internal;
use crate::weakness::demand;
use crate::xml::{Element, SAML};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| demand::none(xml, rare).map_err(|refusal| Refusal::new("rare", refusal.reason)),
    refused: |refused| match refused.refusal.check {
        "rare" => internal(refused.refusal),
        _ => answer::refused(refused),
    },
    ..Hooks::SOUND
};

fn rare(element: Element<'_, '_>) -> bool {
    element.attribute("Address").is_some()
        || element.is(SAML, "EncryptedID")
        || (element.is(SAML, "AttributeValue") && !element.elements().is_empty())
        || (element.is(SAML, "AttributeStatement") && element.elements().is_empty())
        || (element.is(SAML, "Attribute") && element.attribute("Name").is_none())
}
