//! AuthnRequests have a subject with a confirmation.
//!
//! A Subject in a request has no SubjectConfirmation (saml-profiles-2.0 4.1.4.1).

use crate::hooks::Hooks;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    request_document: |document, _| {
        document.replacen("<samlp:NameIDPolicy", "<saml:Subject xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"><saml:NameID>somebody</saml:NameID><saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"/></saml:Subject><samlp:NameIDPolicy", 1)
    },
    ..Hooks::SOUND
};
