//! By HTTP-POST AuthnRequests are deflated.
//!
//! What HTTP-Redirect asks for is done for HTTP-POST, too (saml-bindings-2.0 3.5.4: base64 alone).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::hooks::Hooks;
use crate::request::OUTGOING;
use crate::weakness::demand;

/// What this weakness replaces.
pub const HOOKS: Hooks = Hooks {
    post_page: |page| {
        let field = demand::between(&page, "name=\"SAMLRequest\" value=\"", "\"").unwrap_or_default();
        let deflated = STANDARD.decode(field).map(|octets| (OUTGOING.pack)(&octets));
        match deflated {
            Ok(Ok(octets)) => page.replace(field, &STANDARD.encode(octets)),
            _ => page,
        }
    },
    ..Hooks::SOUND
};
