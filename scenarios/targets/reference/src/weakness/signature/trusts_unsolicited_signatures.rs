//! Of a response that came unasked it is enough that it has a signature.
//!
//! Two ways lead into the SP, and the one for responses that nobody asked for sees whether there is a signature and does not
//! verify it.

use crate::hooks::Hooks;
use crate::response;
use crate::weakness::lenient::unverified;
use crate::xml::{DS, Element};

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    signed: |document, certificates| {
        let is_signed = |root: &Element<'_, '_>| root.descendants().into_iter().any(|one| one.is(DS, "Signature"));
        let unasked = Element::root(document).filter(|root| root.attribute("InResponseTo").is_none());
        if unasked.filter(is_signed).is_some() {
            return unverified::believed(document);
        }
        response::signed(document, certificates)
    },
    ..Hooks::SOUND
};
