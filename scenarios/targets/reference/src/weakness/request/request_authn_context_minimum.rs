//! AuthnRequests compare authentication contexts by minimum.
//!
//! RequestedAuthnContext with Comparison minimum asks for a class that nobody needs.

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| {
        document.replacen("</samlp:AuthnRequest>", "<samlp:RequestedAuthnContext Comparison=\"minimum\"><saml:AuthnContextClassRef xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></samlp:RequestedAuthnContext></samlp:AuthnRequest>", 1)
    },
    ..Hooks::SOUND
};
