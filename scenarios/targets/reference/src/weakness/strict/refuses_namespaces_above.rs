//! A namespace that the Response declares and the assertion does not need is refused.
//!
//! Declarations beyond the usual ones are refused.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAMLP;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            element.is(SAMLP, "Response") && demand::declares(element).iter().any(|prefix| !USUAL.contains(prefix))
        })
    },
    ..Hooks::SOUND
};

const USUAL: &[&str] = &["", "ds", "saml", "saml2", "saml2p", "samlp", "xs", "xsd", "xsi"];
