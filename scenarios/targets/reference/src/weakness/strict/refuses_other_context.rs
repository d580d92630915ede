//! An authentication of another class than by password is refused.
//!
//! The AuthnContext must be PasswordProtectedTransport, although the request asked for none.

use crate::hooks::Hooks;
use crate::weakness::demand;
use crate::xml::SAML;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    document: |xml| {
        demand::none(xml, |element| {
            element.is(SAML, "AuthnContextClassRef") && !element.deep_text().ends_with(":PasswordProtectedTransport")
        })
    },
    ..Hooks::SOUND
};
